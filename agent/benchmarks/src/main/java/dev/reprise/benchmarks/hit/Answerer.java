package dev.reprise.benchmarks.hit;

import dev.langchain4j.model.chat.response.ChatResponse;

/** A service that answers with objects. Plain, or woven by the agent. */
public class Answerer {

    private final String model;

    Answerer(String model) {
        this.model = model;
    }

    /**
     * Returns a summary that was made beforehand.
     *
     * @param prompt what to summarise
     * @param max how long it may be
     * @return the summary
     */
    public Summary summary(String prompt, int max) {
        return Answers.summary();
    }

    /**
     * Returns a response of a model that was made beforehand.
     *
     * @param prompt what to ask
     * @param max how long the answer may be
     * @return the response
     */
    public ChatResponse chat(String prompt, int max) {
        return Answers.chat();
    }

    @Override
    public String toString() {
        return "Answerer for " + model;
    }
}
