package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.util.List;
import java.util.stream.Collectors;

/** A service of which several threads ask the same for an answer that each of them pulls. */
public final class AzureOpenAiPulledMain {

    private AzureOpenAiPulledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            OpenAIClient client = Clients.ofAzure(provider.url());
            new FlightRun(
                            provider,
                            "/openai/deployments/model/chat/completions",
                            new Reply("text/event-stream", Answers.STREAMED))
                    .pulled("stream", question -> client
                            .getChatCompletionsStream(
                                    "model", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(question))))
                            .stream()
                            .map(part -> part.getChoices().isEmpty()
                                    ? ""
                                    : String.valueOf(
                                            part.getChoices().get(0).getDelta().getContent()))
                            .collect(Collectors.joining()));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }
}
