package dev.reprise.demo.service;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The assistant against LangChain4j. */
public final class LangChain4jAssistant implements Assistant {

    private final ChatModel model;

    /**
     * Makes an assistant.
     *
     * @param model the model that answers
     */
    public LangChain4jAssistant(ChatModel model) {
        this.model = model;
    }

    @Override
    public Reply answer(String systemPrompt, List<Turn> turns) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(systemPrompt));
        for (Turn turn : turns) {
            messages.add(
                    switch (turn.role()) {
                        case USER -> UserMessage.from(turn.text());
                        case ASSISTANT -> AiMessage.from(turn.text());
                    });
        }
        ChatResponse response = model.chat(messages);
        return new Reply(
                response.aiMessage().text(),
                response.id(),
                response.finishReason().name().toLowerCase(Locale.ROOT),
                response.tokenUsage().inputTokenCount(),
                response.tokenUsage().outputTokenCount());
    }
}
