package dev.reprise.benchmarks.hit;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * What the bodies of the services return, made beforehand, so that a body costs nothing. Static, so that it belongs to
 * no key: after {@link #change} a body returns something else and a cache still what it holds, which tells hits from
 * calls without counting in the body. Not safe for use by several threads.
 */
final class Answers {

    private static final String TEXT = "The customer asks for a refund of the second order. ".repeat(40);

    private static int number;
    private static String text = TEXT;
    private static Summary summary = newSummary();
    private static ChatResponse chat = newChat();

    private Answers() {}

    static String text() {
        return text;
    }

    static Summary summary() {
        return summary;
    }

    static ChatResponse chat() {
        return chat;
    }

    /** Lets every body return something else from now on. */
    static void change() {
        number++;
        text = number + TEXT;
        summary = newSummary();
        chat = newChat();
    }

    private static Summary newSummary() {
        return new Summary(text, List.of("refund", "order", "delivery"), 500 + number);
    }

    private static ChatResponse newChat() {
        return ChatResponse.builder()
                .id("chatcmpl-" + number)
                .modelName("gpt-4o")
                .aiMessage(AiMessage.from(text))
                .tokenUsage(new TokenUsage(1000, 500 + number))
                .finishReason(FinishReason.STOP)
                .build();
    }
}
