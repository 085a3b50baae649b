package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import dev.reprise.clients.matrix.AnthropicProtocol;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import dev.reprise.clients.matrix.Matrix;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The calls of anthropic-java. */
public final class AnthropicRows {

    private AnthropicRows() {}

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Matrix.run(arguments, new AnthropicProtocol(), AnthropicRows::add);
    }

    private static void add(Matrix matrix) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(matrix.url())
                .apiKey("key")
                .maxRetries(0)
                .build();
        AnthropicClientAsync later = client.async();
        matrix.row(
                "messages().create",
                question -> client.messages().create(message(question)).toString());
        matrix.row(
                        "messages().createStreaming",
                        question -> all(client.messages().createStreaming(message(question))))
                .cancelled(question -> begun(client.messages().createStreaming(message(question))));
        matrix.row(
                "beta().messages().create",
                question -> client.beta().messages().create(beta(question)).toString());
        matrix.row(
                        "beta().messages().createStreaming",
                        question -> all(client.beta().messages().createStreaming(beta(question))))
                .cancelled(question -> begun(client.beta().messages().createStreaming(beta(question))));

        matrix.row("async().messages().create", question -> later.messages()
                        .create(message(question))
                        .join()
                        .toString())
                .cancelled(question -> running(later.messages().create(message(question))));
        matrix.row(
                        "async().messages().createStreaming",
                        question -> all(later.messages().createStreaming(message(question))))
                .cancelled(question -> begun(later.messages().createStreaming(message(question))));
        matrix.row("async().beta().messages().create", question -> later.beta()
                        .messages()
                        .create(beta(question))
                        .join()
                        .toString())
                .cancelled(question -> running(later.beta().messages().create(beta(question))));
        matrix.row(
                        "async().beta().messages().createStreaming",
                        question -> all(later.beta().messages().createStreaming(beta(question))))
                .cancelled(question -> begun(later.beta().messages().createStreaming(beta(question))));
        addCounts(matrix, client);
        addCounts(matrix, later);
        addRaw(matrix, client);
        addRaw(matrix, later);
    }

    private static void addCounts(Matrix matrix, AnthropicClient client) {
        var messages = client.messages();
        var betas = client.beta().messages();
        matrix.row("messages().countTokens", question -> messages.countTokens(counted(question))
                .toString());
        matrix.row("beta().messages().countTokens", question -> betas.countTokens(betaCounted(question))
                .toString());
        matrix.row(
                "messages().withRawResponse().countTokens",
                question -> whole(messages.withRawResponse().countTokens(counted(question))));
        matrix.row(
                "beta().messages().withRawResponse().countTokens",
                question -> whole(betas.withRawResponse().countTokens(betaCounted(question))));
    }

    private static void addCounts(Matrix matrix, AnthropicClientAsync later) {
        var messages = later.messages();
        var betas = later.beta().messages();
        matrix.row("async().messages().countTokens", question -> messages.countTokens(counted(question))
                        .join()
                        .toString())
                .cancelled(question -> running(messages.countTokens(counted(question))));
        matrix.row("async().beta().messages().countTokens", question -> betas.countTokens(betaCounted(question))
                        .join()
                        .toString())
                .cancelled(question -> running(betas.countTokens(betaCounted(question))));
        matrix.row(
                        "async().messages().withRawResponse().countTokens",
                        question -> whole(messages.withRawResponse()
                                .countTokens(counted(question))
                                .join()))
                .cancelled(question -> running(messages.withRawResponse().countTokens(counted(question))));
        matrix.row(
                        "async().beta().messages().withRawResponse().countTokens",
                        question -> whole(betas.withRawResponse()
                                .countTokens(betaCounted(question))
                                .join()))
                .cancelled(question -> running(betas.withRawResponse().countTokens(betaCounted(question))));
    }

    private static void addRaw(Matrix matrix, AnthropicClient client) {
        var messages = client.messages().withRawResponse();
        var betas = client.beta().messages().withRawResponse();
        matrix.row("messages().withRawResponse().create", question -> whole(messages.create(message(question))));
        matrix.row(
                        "messages().withRawResponse().createStreaming",
                        question -> parts(messages.createStreaming(message(question))))
                .cancelled(question ->
                        begun(messages.createStreaming(message(question)).parse()));
        matrix.row("beta().messages().withRawResponse().create", question -> whole(betas.create(beta(question))));
        matrix.row(
                        "beta().messages().withRawResponse().createStreaming",
                        question -> parts(betas.createStreaming(beta(question))))
                .cancelled(
                        question -> begun(betas.createStreaming(beta(question)).parse()));
    }

    private static void addRaw(Matrix matrix, AnthropicClientAsync later) {
        var messages = later.messages().withRawResponse();
        var betas = later.beta().messages().withRawResponse();
        matrix.row(
                        "async().messages().withRawResponse().create",
                        question -> whole(messages.create(message(question)).join()))
                .cancelled(question -> running(messages.create(message(question))));
        matrix.row(
                        "async().messages().withRawResponse().createStreaming",
                        question -> parts(
                                messages.createStreaming(message(question)).join()))
                .cancelled(question ->
                        begun(messages.createStreaming(message(question)).join().parse()));
        matrix.row(
                        "async().beta().messages().withRawResponse().create",
                        question -> whole(betas.create(beta(question)).join()))
                .cancelled(question -> running(betas.create(beta(question))));
        matrix.row(
                        "async().beta().messages().withRawResponse().createStreaming",
                        question -> parts(betas.createStreaming(beta(question)).join()))
                .cancelled(question ->
                        begun(betas.createStreaming(beta(question)).join().parse()));
    }

    private static String whole(HttpResponseFor<?> response) {
        try (response) {
            return response.statusCode() + " " + response.parse();
        }
    }

    private static <T> String parts(HttpResponseFor<StreamResponse<T>> response) {
        try (response) {
            return response.statusCode() + " " + all(response.parse());
        }
    }

    private static MessageCreateParams message(String question) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage(question)
                .build();
    }

    private static com.anthropic.models.beta.messages.MessageCreateParams beta(String question) {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage(question)
                .build();
    }

    private static MessageCountTokensParams counted(String question) {
        return MessageCountTokensParams.builder()
                .model("claude-sonnet-4-5")
                .addUserMessage(question)
                .build();
    }

    private static com.anthropic.models.beta.messages.MessageCountTokensParams betaCounted(String question) {
        return com.anthropic.models.beta.messages.MessageCountTokensParams.builder()
                .model("claude-sonnet-4-5")
                .addUserMessage(question)
                .build();
    }

    private static String all(StreamResponse<?> stream) {
        try (stream) {
            return stream.stream().map(Object::toString).collect(Collectors.joining(" "));
        }
    }

    private static Cancellation begun(StreamResponse<?> stream) {
        stream.stream().findFirst();
        return stream::close;
    }

    private static String all(AsyncStreamResponse<?> stream) {
        StringBuffer all = new StringBuffer();
        stream.subscribe(all::append).onCompleteFuture().join();
        return all.toString();
    }

    private static Cancellation begun(AsyncStreamResponse<?> stream) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(1);
        stream.subscribe(part -> come.countDown());
        come.await();
        return stream::close;
    }

    private static Cancellation running(CompletableFuture<?> future) {
        return () -> future.cancel(true);
    }
}
