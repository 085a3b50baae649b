package dev.reprise.clients;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on loopback that gives one answer to every request, and counts them. */
public final class StandIn implements AutoCloseable {

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile String answer;

    /**
     * Starts a provider.
     *
     * @param answer the JSON of its answers
     * @throws IOException if there is no free port
     */
    public StandIn(String answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = this.answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Says what is answered from now on. */
    public void answer(String json) {
        answer = json;
    }

    /** Returns the base URL, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the number of requests since it was last asked. */
    public int requests() {
        return requests.getAndSet(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
