package dev.reprise.clients.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reprise.clients.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider on this machine, which answers by a protocol in the manner that it is told, and counts. */
final class Provider implements AutoCloseable {

    /** No client waits so long for the rest of an answer that it no longer wants. */
    private static final int HELD_SECONDS = 15;

    private static final int PATIENCE_SECONDS = 60;

    private final Protocol protocol;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Phaser underWay = new Phaser(1);
    private volatile int requests;
    private volatile Manner manner = Manner.WHOLE;
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile CountDownLatch come = new CountDownLatch(0);
    private volatile @Nullable Reply last;

    private Provider(HttpServer server, Protocol protocol, int number) {
        this.server = server;
        this.protocol = protocol;
        this.requests = number;
    }

    /**
     * Starts a provider.
     *
     * @param port where: the address is part of every key
     * @param number how many requests it is to think that came already
     */
    static Provider start(int port, Protocol protocol, int number) throws IOException {
        HttpServer server = LoopbackServer.at(port);
        Provider provider = new Provider(server, protocol, number);
        server.setExecutor(provider.threads);
        server.createContext("/", provider::answer);
        server.start();
        return provider;
    }

    /** Says how requests are treated from now on. */
    void manner(Manner chosen) {
        hold = new CountDownLatch(chosen == Manner.HELD ? 1 : 0);
        come = new CountDownLatch(1);
        manner = chosen;
    }

    /** Returns when a request has come since the manner was said. */
    void awaitRequest() throws InterruptedException {
        if (!come.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no request");
        }
    }

    /** Lets go what is held, and returns when every answer is on its way or was refused. */
    void release() {
        hold.countDown();
        underWay.arriveAndAwaitAdvance();
    }

    /** Returns how many requests came. */
    int requests() {
        return requests;
    }

    /** Returns what the last answer would have been in full; null if there was none. */
    @Nullable
    Reply last() {
        return last;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        underWay.register();
        try (exchange) {
            Manner chosen = manner;
            Asked asked = asked(exchange, chosen == Manner.TRUNCATED);
            Reply reply = protocol.answer(asked);
            last = reply;
            if (reply == null) {
                System.err.println("the provider knows no " + asked.path());
                reply = new Reply(404, "application/json", List.of(Reply.bytes("{}")), false);
            } else if (chosen == Manner.FAILED) {
                reply = Reply.error(protocol.error());
            }
            send(exchange, reply, chosen);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private synchronized Asked asked(HttpExchange exchange, boolean truncated) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests++;
        come.countDown();
        return new Asked(exchange.getRequestURI().getPath(), body, requests, truncated);
    }

    private void send(HttpExchange exchange, Reply reply, Manner chosen) throws IOException, InterruptedException {
        CountDownLatch held = hold;
        if (!reply.isStream()) {
            wait(held);
        }
        exchange.getResponseHeaders().set("content-type", reply.type());
        exchange.getResponseHeaders().set("x-request-id", "request-" + requests);
        exchange.sendResponseHeaders(reply.status(), reply.length());
        OutputStream body = exchange.getResponseBody();
        int last = reply.parts().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (reply.isStream() && i == last) {
                wait(held);
            }
            body.write(reply.parts().get(i));
            body.flush();
            if (chosen == Manner.BROKEN) {
                return;
            }
        }
    }

    private static void wait(CountDownLatch held) throws InterruptedException {
        if (!held.await(HELD_SECONDS, TimeUnit.SECONDS)) {
            held.countDown();
        }
    }
}
