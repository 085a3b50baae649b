package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OpenAiProtocol;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The calls of openai-java. */
public final class OpenAiRows {

    private OpenAiRows() {}

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Matrix.run(arguments, new OpenAiProtocol(), OpenAiRows::add);
    }

    private static void add(Matrix matrix) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(matrix.url() + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
        OpenAIClientAsync later = client.async();
        matrix.row(
                "chat().completions().create",
                question -> client.chat().completions().create(chat(question)).toString());
        matrix.row(
                        "chat().completions().createStreaming",
                        question -> all(client.chat().completions().createStreaming(chat(question))))
                .cancelled(question -> begun(client.chat().completions().createStreaming(chat(question))));
        matrix.row(
                "responses().create",
                question -> client.responses().create(response(question)).toString());
        matrix.row(
                        "responses().createStreaming",
                        question -> all(client.responses().createStreaming(response(question))))
                .cancelled(question -> begun(client.responses().createStreaming(response(question))));
        matrix.row("embeddings().create", question -> vector(client.embeddings().create(embedding(question))));

        matrix.row("async().chat().completions().create", question -> later.chat()
                        .completions()
                        .create(chat(question))
                        .join()
                        .toString())
                .cancelled(question -> running(later.chat().completions().create(chat(question))));
        matrix.row(
                        "async().chat().completions().createStreaming",
                        question -> all(later.chat().completions().createStreaming(chat(question))))
                .cancelled(question -> begun(later.chat().completions().createStreaming(chat(question))));
        matrix.row("async().responses().create", question -> later.responses()
                        .create(response(question))
                        .join()
                        .toString())
                .cancelled(question -> running(later.responses().create(response(question))));
        matrix.row(
                        "async().responses().createStreaming",
                        question -> all(later.responses().createStreaming(response(question))))
                .cancelled(question -> begun(later.responses().createStreaming(response(question))));
        matrix.row(
                        "async().embeddings().create",
                        question -> vector(
                                later.embeddings().create(embedding(question)).join()))
                .cancelled(question -> running(later.embeddings().create(embedding(question))));
        addRaw(matrix, client);
        addRaw(matrix, later);
        OtherRows.add(matrix, client, later);
        SpeechRows.add(matrix, client, later);
    }

    private static void addRaw(Matrix matrix, OpenAIClient client) {
        var chats = client.chat().completions().withRawResponse();
        var responses = client.responses().withRawResponse();
        var embeddings = client.embeddings().withRawResponse();
        matrix.row("chat().completions().withRawResponse().create", question -> whole(chats.create(chat(question))));
        matrix.row(
                        "chat().completions().withRawResponse().createStreaming",
                        question -> parts(chats.createStreaming(chat(question))))
                .cancelled(
                        question -> begun(chats.createStreaming(chat(question)).parse()));
        matrix.row("responses().withRawResponse().create", question -> whole(responses.create(response(question))));
        matrix.row(
                        "responses().withRawResponse().createStreaming",
                        question -> parts(responses.createStreaming(response(question))))
                .cancelled(question ->
                        begun(responses.createStreaming(response(question)).parse()));
        matrix.row(
                "embeddings().withRawResponse().create",
                question -> vector(embeddings.create(embedding(question)).parse()));
    }

    private static void addRaw(Matrix matrix, OpenAIClientAsync later) {
        var chats = later.chat().completions().withRawResponse();
        var responses = later.responses().withRawResponse();
        var embeddings = later.embeddings().withRawResponse();
        matrix.row(
                        "async().chat().completions().withRawResponse().create",
                        question -> whole(chats.create(chat(question)).join()))
                .cancelled(question -> running(chats.create(chat(question))));
        matrix.row(
                        "async().chat().completions().withRawResponse().createStreaming",
                        question -> parts(chats.createStreaming(chat(question)).join()))
                .cancelled(question ->
                        begun(chats.createStreaming(chat(question)).join().parse()));
        matrix.row(
                        "async().responses().withRawResponse().create",
                        question -> whole(responses.create(response(question)).join()))
                .cancelled(question -> running(responses.create(response(question))));
        matrix.row(
                        "async().responses().withRawResponse().createStreaming",
                        question -> parts(
                                responses.createStreaming(response(question)).join()))
                .cancelled(question -> begun(
                        responses.createStreaming(response(question)).join().parse()));
        matrix.row(
                        "async().embeddings().withRawResponse().create",
                        question -> vector(
                                embeddings.create(embedding(question)).join().parse()))
                .cancelled(question -> running(embeddings.create(embedding(question))));
    }

    static String whole(HttpResponseFor<?> response) {
        try (response) {
            return response.statusCode() + " " + response.parse();
        }
    }

    static <T> String parts(HttpResponseFor<StreamResponse<T>> response) {
        try (response) {
            return response.statusCode() + " " + all(response.parse());
        }
    }

    private static ChatCompletionCreateParams chat(String question) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(question)
                .build();
    }

    private static ResponseCreateParams response(String question) {
        return ResponseCreateParams.builder().model("gpt-4o").input(question).build();
    }

    private static EmbeddingCreateParams embedding(String question) {
        return EmbeddingCreateParams.builder()
                .model("text-embedding-3-small")
                .input(question)
                .build();
    }

    private static String vector(CreateEmbeddingResponse response) {
        return response.data().get(0).embedding() + " " + response.usage();
    }

    static String all(StreamResponse<?> stream) {
        try (stream) {
            return stream.stream().map(Object::toString).collect(Collectors.joining(" "));
        }
    }

    static Cancellation begun(StreamResponse<?> stream) {
        stream.stream().findFirst();
        return stream::close;
    }

    static String all(AsyncStreamResponse<?> stream) {
        StringBuffer all = new StringBuffer();
        stream.subscribe(all::append).onCompleteFuture().join();
        return all.toString();
    }

    static Cancellation begun(AsyncStreamResponse<?> stream) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(1);
        stream.subscribe(part -> come.countDown());
        come.await();
        return stream::close;
    }

    static Cancellation running(CompletableFuture<?> future) {
        return () -> future.cancel(true);
    }
}
