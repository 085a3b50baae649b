package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.reprise.api.Reprise;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class OpenAiStaleMain {

    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addUserMessage("?")
            .build();

    private OpenAiStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            OpenAIClient client = client(provider, Duration.ofMinutes(5));
            OpenAIClient hasty = client(provider, Duration.ofSeconds(10));
            StaleRun run = new StaleRun(
                    provider,
                    () -> Reprise.lastOutcome() == null
                            ? ""
                            : ", " + Reprise.lastOutcome().kind());
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            StaleRun.Ask blocking = () -> text(client.chat().completions().create(QUESTION));
            run.askAndWait("blocking", () -> text(hasty.chat().completions().create(QUESTION)));
            run.together("waiting", blocking.ask(), blocking);
            run.ask(
                    "future",
                    () -> text(
                            client.async().chat().completions().create(QUESTION).get()));
            provider.answers("/v1/chat/completions", Answers.STREAM);
            run.ask("stream", () -> {
                try (StreamResponse<ChatCompletionChunk> events =
                        client.chat().completions().createStreaming(QUESTION)) {
                    return events.stream().toList();
                }
            });
            run.ask(
                    "stream later",
                    () -> all(client.async().chat().completions().createStreaming(QUESTION)));
            provider.answers("/v1/audio/transcriptions", "{\"text\":\"Yes.\"}");
            run.ask("transcript", () -> {
                InputStream file = new ByteArrayInputStream(new byte[100_000]);
                return client.audio()
                                .transcriptions()
                                .create(file(file))
                                .asTranscription()
                                .text()
                        + file.read();
            });
            run.ask("transcript later", () -> {
                InputStream file = new ByteArrayInputStream(new byte[100_000]);
                return client.async()
                                .audio()
                                .transcriptions()
                                .create(file(file))
                                .get()
                                .asTranscription()
                                .text()
                        + file.read();
            });
            provider.embeds("/v1/embeddings", Embeddings.OPENAI);
            run.ask("embeddings", () -> vectors(client.embeddings().create(texts("a", "b"))));
            run.ask(
                    "embeddings later",
                    () -> vectors(
                            client.async().embeddings().create(texts("a", "b")).get()));
            Object others = vectors(client.embeddings().create(texts("c", "b", "a")));
            provider.fails(503);
            run.tell(
                    "some embeddings",
                    others,
                    "known",
                    () -> vectors(client.embeddings().create(texts("c", "b", "a"))));
            run.tell(
                    "some embeddings",
                    List.of(Embeddings.vector("c")),
                    "one known",
                    () -> vectors(client.embeddings().create(texts("c"))));
            run.tell(
                    "some embeddings",
                    List.of(),
                    "one unknown",
                    () -> vectors(client.embeddings().create(texts("a", "d"))));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static OpenAIClient client(UnsteadyProvider provider, Duration timeout) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .timeout(timeout)
                .maxRetries(0)
                .build();
    }

    private static Object all(AsyncStreamResponse<ChatCompletionChunk> events) throws Exception {
        List<ChatCompletionChunk> all = new CopyOnWriteArrayList<>();
        CompletableFuture<Object> told = new CompletableFuture<>();
        events.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk event) {
                all.add(event);
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                failure.ifPresentOrElse(told::completeExceptionally, () -> told.complete(all));
            }
        });
        events.onCompleteFuture().get();
        return told.get();
    }

    private static TranscriptionCreateParams file(InputStream file) {
        return TranscriptionCreateParams.builder().model("whisper-1").file(file).build();
    }

    private static EmbeddingCreateParams texts(String... texts) {
        return EmbeddingCreateParams.builder()
                .model("embedder")
                .inputOfArrayOfStrings(List.of(texts))
                .build();
    }

    private static Object vectors(CreateEmbeddingResponse answer) {
        return answer.data().stream().map(each -> each.embedding()).toList();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }
}
