package dev.reprise.demo.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on a free port of the loopback interface that answers as OpenAI would: chat completions, responses and
 * embeddings, without streaming. {@code GET /stats} reads its counters, {@code POST /stats} reads and resets them.
 *
 * <p>An answer depends on the path, the {@code Authorization} header and the whole body, and on nothing else. Thread-safe.
 */
public final class StandInProvider implements AutoCloseable {

    private static final String STATS = "/stats";

    static {
        // Otherwise the JDK's server lets each answer wait up to 40 ms for the acknowledgement of its own headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Kind, Traffic> traffic = new ConcurrentHashMap<>();
    private final Latency latency;
    private final HttpServer server;
    private final ExecutorService threads;

    private StandInProvider(Latency latency, HttpServer server, ExecutorService threads) {
        this.latency = latency;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a provider.
     *
     * @param latency how long it lets its callers wait
     * @return the running provider, to be closed by the caller
     * @throws IOException if the loopback interface cannot be listened on
     */
    public static StandInProvider start(Latency latency) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stand-in-provider");
            thread.setDaemon(true);
            return thread;
        });
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandInProvider provider = new StandInProvider(latency, server, threads);
        server.createContext("/", provider::handle);
        server.setExecutor(threads);
        server.start();
        return provider;
    }

    /**
     * Returns what a client takes as its base URL.
     *
     * @return the address with {@code /v1} and without a slash at its end
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /**
     * Reads the counters.
     *
     * @return what was answered since the start or the last reset
     */
    public Stats stats() {
        return new Stats(traffic);
    }

    /** Sets the counters to zero. */
    public void reset() {
        traffic.clear();
    }

    /** Stops listening; requests under way are dropped. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            try {
                reply(exchange, 200, path.equals(STATS) ? counters(exchange) : answer(exchange, path));
            } catch (Refusal refusal) {
                reply(exchange, refusal.status(), refusal.toJson());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode answer(HttpExchange exchange, String path) throws IOException, Refusal, InterruptedException {
        Kind kind = kind(path).orElseThrow(() -> Refusal.of(404, "unknown path " + path));
        if (!exchange.getRequestMethod().equals("POST")) {
            throw Refusal.of(405, "not allowed: " + exchange.getRequestMethod() + " on " + path);
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElseThrow(() -> Refusal.of(401, "you did not provide an API key"));
        Answer answer = Answers.to(kind, authorization, body(exchange));
        Duration wait = latency.of(kind, answer.outputTokens());
        Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
        traffic.merge(kind, answer.traffic(), Traffic::plus);
        return answer.body();
    }

    private JsonNode counters(HttpExchange exchange) {
        Stats before = stats();
        if (exchange.getRequestMethod().equals("POST")) {
            reset();
        }
        return before.toJson();
    }

    private JsonNode body(HttpExchange exchange) throws IOException, Refusal {
        JsonNode body;
        try {
            body = json.readTree(exchange.getRequestBody().readAllBytes());
        } catch (JsonProcessingException e) {
            throw Refusal.of(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (!body.isObject()) {
            throw Refusal.of(400, "the body must be a JSON object");
        }
        return body;
    }

    private void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Optional<Kind> kind(String path) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.path().equals(path))
                .findFirst();
    }
}
