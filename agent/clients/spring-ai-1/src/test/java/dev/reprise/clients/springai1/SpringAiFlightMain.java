package dev.reprise.clients.springai1;

import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.api.OpenAiApi;

/** A service that subscribes to the same stream several times before there is an answer. */
public final class SpringAiFlightMain {

    static final String STREAM = """
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,\
            "delta":{"role":"assistant","content":"Grüße "},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,\
            "delta":{"content":"你好 😀"},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private SpringAiFlightMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            OpenAiChatModel model = OpenAiChatModel.builder()
                    .openAiApi(OpenAiApi.builder()
                            .baseUrl(provider.url())
                            .apiKey("key")
                            .build())
                    .build();
            new FlightRun(provider, "/v1/chat/completions", new Reply("text/event-stream", STREAM))
                    .together("flux", question -> model.stream(new Prompt(question))
                            .mapNotNull(answer -> answer.getResult().getOutput().getText())
                            .reduce(String::concat)
                            .toFuture());
        }
    }
}
