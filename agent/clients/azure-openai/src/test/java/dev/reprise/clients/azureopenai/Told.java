package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.models.Embeddings;
import com.azure.core.http.rest.Response;
import com.azure.core.util.IterableStream;
import com.azure.json.JsonSerializable;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that came, as text, and how what comes is cancelled. */
final class Told {

    private Told() {}

    static String json(JsonSerializable<?> answer) {
        try {
            return answer.toJsonString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static String response(Response<? extends JsonSerializable<?>> response) {
        return response.getStatusCode() + " " + response.getHeaders().getValue("x-request-id") + " "
                + json(response.getValue());
    }

    static String vector(Embeddings embeddings) {
        return embeddings.getData().get(0).getEmbedding() + " " + json(embeddings.getUsage());
    }

    static String all(IterableStream<? extends JsonSerializable<?>> stream) {
        return stream.stream().map(Told::json).collect(Collectors.joining(" "));
    }

    static String all(Flux<? extends JsonSerializable<?>> flux) {
        return flux.toStream().map(Told::json).collect(Collectors.joining(" "));
    }

    static Cancellation begun(IterableStream<?> stream) {
        Stream<?> parts = stream.stream();
        parts.iterator().next();
        return parts::close;
    }

    static Cancellation begun(Flux<?> flux) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(1);
        Disposable subscription = flux.subscribe(part -> come.countDown());
        come.await();
        return subscription::dispose;
    }

    static Cancellation running(Mono<?> mono) {
        return mono.subscribe()::dispose;
    }
}
