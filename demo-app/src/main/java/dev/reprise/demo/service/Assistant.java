package dev.reprise.demo.service;

import java.util.List;

/** Answers the last turn of a conversation. Implementations are thread-safe. */
public interface Assistant {

    /**
     * Asks the model.
     *
     * @param systemPrompt what the model is told to be
     * @param turns the conversation, ending with what is to be answered
     * @return the model's answer
     */
    Reply answer(String systemPrompt, List<Turn> turns);
}
