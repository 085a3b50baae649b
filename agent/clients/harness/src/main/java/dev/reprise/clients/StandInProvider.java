package dev.reprise.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reprise.jar.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider on this machine, for the real clients: answers what it was told to, and counts. */
public final class StandInProvider implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Map<String, Binary> binaries = new ConcurrentHashMap<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> embedded = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    private record Stream(String type, String events) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Binary(String type, byte[] body) {}

    /** Answers by what it is asked. */
    @FunctionalInterface
    public interface Script {

        /** Returns the answer to the body of a request; null if it is what was said before, and no text. */
        @Nullable
        Reply reply(String request);
    }

    /**
     * An answer.
     *
     * @param type what it is, such as {@code application/json}
     * @param body its text
     */
    public record Reply(String type, String body) {}

    private StandInProvider(HttpServer server) {
        this.server = server;
    }

    /** Starts a provider that knows no path yet, at some port. */
    public static StandInProvider start() {
        return start(0);
    }

    /** Starts a provider that knows no path yet, at a port: the address is part of every key. */
    public static StandInProvider start(int port) {
        return start(port, Runnable::run);
    }

    /** Starts a provider that knows no path yet, at some port, and answers requests while it is held up by others. */
    public static StandInProvider startForMany() {
        return start(0, StandInProvider::onThreadOfItsOwn);
    }

    private static void onThreadOfItsOwn(Runnable work) {
        Thread thread = new Thread(work, "stand-in-provider");
        thread.setDaemon(true);
        thread.start();
    }

    private static StandInProvider start(int port, Executor threads) {
        try {
            HttpServer server = LoopbackServer.at(port);
            server.setExecutor(threads);
            StandInProvider provider = new StandInProvider(server);
            server.createContext("/", provider::answer);
            server.start();
            return provider;
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** Returns a port for several providers, one after the other: services are to ask all of them at the same address. */
    public static String freePort() {
        try {
            return Integer.toString(Ports.free());
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    /** Says what is answered to requests for a path, from now on. */
    public StandInProvider answers(String path, String json) {
        answers.put(path, json);
        return this;
    }

    /** Says what is answered to requests for a path that ask for a stream, or for which there is nothing else, from now on. */
    public StandInProvider streams(String path, String type, String events) {
        streams.put(path, new Stream(type, events));
        return this;
    }

    /** Says what is answered to requests for a path, from now on, if that is no text. */
    public StandInProvider answers(String path, String type, byte[] body) {
        binaries.put(path, new Binary(type, body.clone()));
        return this;
    }

    /** Says who answers requests for a path, from now on. */
    public StandInProvider answers(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** Embeds the texts that are sent to a path, from now on. */
    public StandInProvider embeds(String path, Embeddings protocol) {
        return embeds(path, protocol, texts -> {});
    }

    /**
     * Embeds as above.
     *
     * @param asked told the texts of each request before it is answered, which it may hold up
     */
    public StandInProvider embeds(String path, Embeddings protocol, Consumer<List<String>> asked) {
        return answers(path, request -> {
            List<String> texts = protocol.texts(request);
            embedded.addAll(texts);
            asked.accept(texts);
            return new Reply("application/json", protocol.answer(request, Whims.answered(texts)));
        });
    }

    /** Returns the texts that were embedded so far, in the order in which they came. */
    public List<String> embedded() {
        return List.copyOf(embedded);
    }

    /** Says which header is sent with every answer, from now on. */
    public StandInProvider header(String name, String value) {
        headers.put(name, value);
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

    /** Lets what Reprise writes in this JVM be written before, because a service ends soon after its provider. */
    @Override
    public void close() {
        Written.await();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int number = requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            Binary reply = reply(path, request);
            byte[] body = reply == null ? new byte[] {'{', '}'} : reply.body;
            exchange.getResponseHeaders().add("content-type", reply == null ? "application/json" : reply.type);
            exchange.getResponseHeaders().add("x-request-id", "request-" + number);
            exchange.getResponseHeaders().add("x-ratelimit-remaining-requests", Integer.toString(100 - number));
            exchange.getResponseHeaders().add("Set-Cookie", "one=1");
            exchange.getResponseHeaders().add("Set-Cookie", "two=2");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private @Nullable Binary reply(String path, String request) {
        Reply text = text(path, request);
        return text == null ? binaries.get(path) : new Binary(text.type, text.body.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Reply text(String path, String request) {
        Script script = scripts.get(path);
        if (script != null) {
            return script.reply(request);
        }
        boolean streamed = request.replace(" ", "").contains("\"stream\":true") || !answers.containsKey(path);
        Stream stream = streamed ? streams.get(path) : null;
        if (stream != null) {
            return new Reply(stream.type, stream.events);
        }
        String json = answers.get(path);
        return json == null ? null : new Reply("application/json", json);
    }
}
