package dev.reprise.clients.langchain4jnext;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.tiny.TinyChatModel;
import dev.langchain4j.model.tiny.TinyEmbeddingModel;
import dev.langchain4j.model.tiny.TinyScoringModel;
import dev.langchain4j.model.tiny.TinyStreamingChatModel;
import dev.reprise.clients.StandInProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that asks the same twice in each way that version 1.20 has added, and prints what that took and gave. */
public final class NextMain {

    private static final String GEMINI = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Grüße"}]},"finishReason":"STOP","index":0}],
            "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3}}""";

    private final StandInProvider provider;
    private final AtomicInteger heard = new AtomicInteger();

    private NextMain(StandInProvider provider) {
        this.provider = provider;
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            new NextMain(provider).run();
        }
    }

    private void run() throws Exception {
        provider.answers("/chat", "STOP Grüße 你好").answers("/embed", "12345678").answers("/score", "1234");
        TinyChatModel chat = new TinyChatModel(provider.url(), listener());
        TinyStreamingChatModel streaming = new TinyStreamingChatModel(provider.url(), listener());
        TinyEmbeddingModel embedding = new TinyEmbeddingModel(provider.url());
        TinyScoringModel scoring = new TinyScoringModel(provider.url());
        List<TextSegment> segments = List.of(TextSegment.from("a"));
        ChatRequest question =
                ChatRequest.builder().messages(UserMessage.from("hi")).build();

        twice("future", () -> chat.chatAsync(question).get(60, TimeUnit.SECONDS));
        twice("publisher", () -> all(streaming.chat(question)));
        twice("embedding", () -> embedding
                .embedAsync(EmbeddingRequest.builder().textSegments(segments).build())
                .get(60, TimeUnit.SECONDS)
                .embeddings());
        twice("scoring", () -> scoring.scoreAsync(ScoringRequest.builder()
                        .documents(List.of("a"))
                        .query("b")
                        .build())
                .get(60, TimeUnit.SECONDS)
                .scores());
        twice("scores", () -> scoring.scoreAll(segments, "b"));
        for (String end : List.of("LENGTH", "NONE")) {
            provider.answers("/chat", end + " Half an ans");
            ChatRequest other =
                    ChatRequest.builder().messages(UserMessage.from(end)).build();
            twice(end + "-publisher", () -> all(streaming.chat(other)));
            if (end.equals("LENGTH")) {
                twice(end + "-future", () -> chat.chatAsync(other).get(60, TimeUnit.SECONDS));
            }
        }
        gemini();
    }

    private void gemini() throws Exception {
        provider.answers("/models/m:generateContent", GEMINI)
                .streams(
                        "/models/m:streamGenerateContent",
                        "text/event-stream",
                        "data: " + GEMINI.replace("\n", "") + "\n\n")
                .answers("/models/m:batchEmbedContents", "{\"embeddings\":[{\"values\":[0.5]}]}")
                .answers("/models/m:embedContent", "{\"embedding\":{\"values\":[0.25]}}");
        GoogleAiGeminiChatModel chat = GoogleAiGeminiChatModel.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .modelName("m")
                .build();
        GoogleAiGeminiStreamingChatModel streaming = GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .modelName("m")
                .build();
        GoogleAiEmbeddingModel embedding = GoogleAiEmbeddingModel.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .modelName("m")
                .build();
        twice("gemini", () -> chat.chat("hi"));
        twice("gemini-stream", () -> {
            CompletableFuture<String> end = new CompletableFuture<>();
            streaming.chat("hi", new StreamingChatResponseHandler() {
                @Override
                public void onCompleteResponse(ChatResponse response) {
                    end.complete(response.aiMessage().text());
                }

                @Override
                public void onError(Throwable error) {
                    end.completeExceptionally(error);
                }
            });
            return end.get(60, TimeUnit.SECONDS);
        });
        twice("gemini-embed", () -> embedding.embed("a"));
        twice("gemini-embed-all", () -> embedding.embedAll(List.of(TextSegment.from("a"))));
        twice("gemini-embed-request", () -> embedding
                .embed(EmbeddingRequest.builder()
                        .textSegments(List.of(TextSegment.from("b")))
                        .build())
                .embeddings());
    }

    private ChatModelListener listener() {
        return new ChatModelListener() {
            @Override
            public void onResponse(ChatModelResponseContext context) {
                heard.incrementAndGet();
            }
        };
    }

    private void twice(String name, Callable<Object> call) throws Exception {
        int requests = provider.requests();
        heard.set(0);
        Object first = call.call();
        Object second = call.call();
        System.out.println(name + " " + (provider.requests() - requests) + " heard " + heard + " " + second
                + (String.valueOf(second).equals(String.valueOf(first)) ? "" : " but first " + first));
    }

    /** Asks for one event after the other. */
    private static List<ChatModelStreamingEvent> all(Flow.Publisher<ChatModelStreamingEvent> publisher)
            throws Exception {
        CompletableFuture<List<ChatModelStreamingEvent>> end = new CompletableFuture<>();
        List<ChatModelStreamingEvent> events = new ArrayList<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription subscribed) {
                subscription = subscribed;
                subscription.request(1);
            }

            @Override
            public void onNext(ChatModelStreamingEvent event) {
                events.add(event);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                end.complete(events);
            }
        });
        return end.get(60, TimeUnit.SECONDS);
    }
}
