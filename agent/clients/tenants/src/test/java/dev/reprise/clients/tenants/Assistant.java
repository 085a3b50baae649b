package dev.reprise.clients.tenants;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Answers each customer as its own, though he is nowhere in the call. */
final class Assistant {

    static final AtomicInteger BODIES = new AtomicInteger();

    private final transient Customers customers;
    private final transient Executor executor;

    Assistant(Customers customers, Executor executor) {
        this.customers = customers;
        this.executor = executor;
    }

    String answer(int question) {
        BODIES.incrementAndGet();
        return customers.get() + " " + question;
    }

    CompletableFuture<String> later(int question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    BODIES.incrementAndGet();
                    return customers.get() + " " + question;
                },
                executor);
    }

    Mono<String> reactive(int question) {
        return Mono.fromCallable(() -> {
            BODIES.incrementAndGet();
            return customers.get() + " " + question;
        });
    }

    /** The customer is in the context of who subscribes, and nowhere else. */
    Mono<String> contextual(int question) {
        return Mono.deferContextual(context -> {
            BODIES.incrementAndGet();
            return Mono.just(context.get("customer") + " " + question);
        });
    }
}
