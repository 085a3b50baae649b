package dev.reprise.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on this machine that answers, refuses, fails, hangs and comes back as it is told. */
public final class UnsteadyProvider implements AutoCloseable {

    private static final int OK = 200;
    private static final int HANGS = 0;
    private static final int HANGS_UP = -1;
    private static final int HOLDS = -2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "provider");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Embeddings> embeddings = new ConcurrentHashMap<>();
    private final Map<String, Binary> binaries = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = OK;
    private volatile CountDownLatch held = new CountDownLatch(0);

    private UnsteadyProvider(HttpServer server) {
        this.server = server;
    }

    /** Starts a provider that knows no path yet, and answers. */
    public static UnsteadyProvider start() {
        try {
            UnsteadyProvider provider = new UnsteadyProvider(LoopbackServer.at(0));
            provider.server.createContext("/", provider::answer);
            provider.server.setExecutor(provider.threads);
            provider.server.start();
            return provider;
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** Says what is answered to requests for a path; events, if it begins as these do. */
    public UnsteadyProvider answers(String path, String body) {
        answers.put(path, body);
        return this;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Binary(String type, byte[] body) {}

    /** Says what is answered to requests for a path, if that is no text. */
    public UnsteadyProvider answers(String path, String type, byte[] body) {
        binaries.put(path, new Binary(type, body.clone()));
        return this;
    }

    /** Says that texts sent to a path are embedded. */
    public UnsteadyProvider embeds(String path, Embeddings how) {
        embeddings.put(path, how);
        return this;
    }

    /** Returns where the provider is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns how many requests came. */
    public int requests() {
        return requests.get();
    }

    /** Answers from now on. */
    public void recovers() {
        status = OK;
    }

    /** Answers with an error from now on. */
    public void fails(int itsStatus) {
        status = itsStatus;
    }

    /** Answers nothing from now on, and holds what asks. */
    public void hangs() {
        status = HANGS;
    }

    /** Holds what asks from now on, until {@link #goesOn}. */
    public void holds() {
        held = new CountDownLatch(1);
        status = HOLDS;
    }

    /** Answers from now on, also what is held. */
    public void goesOn() {
        status = OK;
        held.countDown();
    }

    /** Answers with an error from now on, also what is held. */
    public void failsAll(int itsStatus) {
        status = itsStatus;
        held.countDown();
    }

    /** Closes connections from now on, once it was asked. */
    public void hangsUp() {
        status = HANGS_UP;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.incrementAndGet();
            int now = status;
            if (now == HOLDS) {
                held.await();
                now = status;
            }
            if (now == HANGS) {
                over.await();
            }
            if (now == HANGS || now == HANGS_UP) {
                return; // Without an answer, the server closes the connection.
            }
            Binary answer = now == OK
                    ? answer(exchange.getRequestURI().getPath(), request)
                    : text("{\"error\":{\"type\":\"error\",\"message\":\"as told\"}}");
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(now, answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Binary answer(String path, String request) {
        Embeddings how = embeddings.get(path);
        Binary binary = binaries.get(path);
        if (binary != null) {
            return binary;
        }
        return text(how == null ? answers.getOrDefault(path, "{}") : how.answer(request, how.texts(request)));
    }

    private static Binary text(String body) {
        boolean isStream = body.startsWith("data:") || body.startsWith("event:");
        return new Binary(isStream ? "text/event-stream" : "application/json", body.getBytes(UTF_8));
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
