package dev.reprise.benchmarks.hit;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A LangChain4j request of 20 messages of 1,000 characters each, 20 KB of text in all, with two tools. */
final class Conversation {

    private static final int MESSAGES = 20;
    private static final int CHARACTERS = 1000;

    private final byte[][] contents = new byte[MESSAGES][];
    private final List<ToolSpecification> tools = List.of(
            tool("find_order", "Finds an order by its number", "number"),
            tool("refund", "Refunds an order, in whole or in part", "amount"));

    Conversation() {
        for (int i = 0; i < MESSAGES; i++) {
            String begin = "Message " + i + ": ";
            String rest = "the customer asks where the second parcel of the order is. ".repeat(20);
            contents[i] = (begin + rest).substring(0, CHARACTERS).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns the texts as strings that nobody has seen before. */
    String[] texts() {
        String[] texts = new String[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            texts[i] = new String(contents[i], StandardCharsets.ISO_8859_1);
        }
        return texts;
    }

    /** Returns a new request of these texts, with new messages. */
    ChatRequest request(String[] texts) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(texts[0]));
        for (int i = 1; i < texts.length; i++) {
            messages.add(i % 2 == 1 ? UserMessage.from(texts[i]) : AiMessage.from(texts[i]));
        }
        return ChatRequest.builder()
                .messages(messages)
                .modelName("gpt-4o")
                .temperature(0.2)
                .toolSpecifications(tools)
                .build();
    }

    private static ToolSpecification tool(String name, String description, String parameter) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty(parameter, "The " + parameter)
                        .addIntegerProperty("customer", "The customer's number")
                        .required(parameter)
                        .build())
                .build();
    }
}
