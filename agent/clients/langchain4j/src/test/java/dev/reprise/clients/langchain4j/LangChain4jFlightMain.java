package dev.reprise.clients.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.util.concurrent.CompletableFuture;

/** A service that asks the same several times, with a handler each, before there is an answer. */
public final class LangChain4jFlightMain {

    static final String STREAM = """
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,\
            "delta":{"role":"assistant","content":"Grüße "},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,\
            "delta":{"content":"你好 😀"},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private LangChain4jFlightMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .modelName("gpt-test")
                    .build();
            new FlightRun(provider, "/v1/chat/completions", new Reply("text/event-stream", STREAM))
                    .together("handler", question -> {
                        Whole whole = new Whole();
                        model.chat(question, whole);
                        return whole.text;
                    });
        }
    }

    /** Tells the whole text. */
    static final class Whole implements StreamingChatResponseHandler {

        final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String part) {}

        @Override
        public void onCompleteResponse(ChatResponse response) {
            text.complete(response.aiMessage().text());
        }

        @Override
        public void onError(Throwable thrown) {
            text.completeExceptionally(thrown);
        }
    }
}
