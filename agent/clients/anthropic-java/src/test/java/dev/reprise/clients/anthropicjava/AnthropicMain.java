package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import dev.reprise.clients.Written;

/** A service that asks the same twice, and something else. */
public final class AnthropicMain {

    private AnthropicMain() {}

    /** Asks the provider at the given base URL. */
    public static void main(String[] arguments) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .apiKey("key")
                .baseUrl(arguments[0])
                .build();
        for (String question : new String[] {"one", "one", "two"}) {
            System.out.println(client.messages()
                    .create(MessageCreateParams.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(100)
                            .addUserMessage(question)
                            .build()));
        }
        System.out.println(client.beta()
                .messages()
                .create(com.anthropic.models.beta.messages.MessageCreateParams.builder()
                        .model("claude-sonnet-4-5")
                        .maxTokens(100)
                        .addUserMessage("one")
                        .build()));
        for (int round = 0; round < 2; round++) {
            System.out.println(client.async()
                    .messages()
                    .create(MessageCreateParams.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(100)
                            .addUserMessage("later")
                            .build())
                    .join());
        }
        client.close();
        Written.await();
    }
}
