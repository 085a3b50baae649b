package dev.reprise.jar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider that speaks as much of the OpenAI protocol as the tests need. It counts requests by the name in brackets
 * that their question begins with, and no two of its answers are equal.
 */
final class Provider implements AutoCloseable {

    static {
        // Without it each answer's body waits for the acknowledgement of its head: 40 ms a request.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Pattern NAME = Pattern.compile("\\[([a-z0-9-]+)]");

    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, this::chat));
        server.createContext("/v1/embeddings", exchange -> answer(exchange, this::embedding));
        server.createContext("/v1/responses", exchange -> answer(exchange, this::response));
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns the requests since the last time this was asked, by their names. */
    Map<String, Integer> requests() {
        Map<String, Integer> counted = new TreeMap<>(requests);
        requests.clear();
        return counted;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Speech speech) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(question);
        requests.merge(name.find() ? name.group(1) : "unnamed", 1, Integer::sum);
        byte[] body = speech.answer(question, number.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        boolean streamed = question.contains("\"stream\":true");
        exchange.getResponseHeaders().add("Content-Type", streamed ? "text/event-stream" : "application/json");
        exchange.getResponseHeaders().add("x-request-id", "req_" + number.get());
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String chat(String question, int id) {
        if (question.contains("\"stream\":true")) {
            String all = chunks(id);
            // A connection that ends too soon.
            return question.contains("[openai-broken]") ? all.substring(0, all.lastIndexOf("data: {")) : all;
        }
        return """
                {"id":"chatcmpl-%1$d","object":"chat.completion","created":%1$d,"model":"gpt-test","choices":[{"index":0,
                "message":{"role":"assistant","content":"answer %1$d","refusal":null,"annotations":[]},"logprobs":null,
                "finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":%1$d,"total_tokens":20},
                "service_tier":"default","system_fingerprint":"fp_1","surprise":{"of":"a new release"}}
                """.formatted(id);
    }

    private static String chunks(int id) {
        StringBuilder events = new StringBuilder();
        for (String choice : new String[] {
            "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null",
            "{\"content\":\"answer \"},\"finish_reason\":null",
            "{\"content\":\"" + id + "\"},\"finish_reason\":null",
            "{},\"finish_reason\":\"stop\""
        }) {
            events.append("data: {\"id\":\"chatcmpl-%1$d\",\"object\":\"chat.completion.chunk\",\"created\":%1$d,"
                            .formatted(id))
                    .append("\"model\":\"gpt-test\",\"surprise\":1,\"choices\":[{\"index\":0,\"delta\":")
                    .append(choice)
                    .append("}]}\n\n");
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    private String embedding(String question, int id) {
        String vector = "[0.25,-0.5," + id + "]";
        if (question.contains("base64")) {
            ByteBuffer floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            floats.putFloat(0.25f).putFloat(-0.5f).putFloat(id);
            vector = "\"" + Base64.getEncoder().encodeToString(floats.array()) + "\"";
        }
        return """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":%s}],"model":"embedding-test",
                "usage":{"prompt_tokens":2,"total_tokens":2}}
                """.formatted(vector);
    }

    private String response(String question, int id) {
        return """
                {"id":"resp_%1$d","object":"response","created_at":%1$d,"status":"completed","error":null,
                "incomplete_details":null,"instructions":null,"metadata":{},"model":"gpt-test","output":[{"type":"message",
                "id":"msg_%1$d","status":"completed","role":"assistant","content":[{"type":"output_text",
                "text":"answer %1$d","annotations":[]}]}],"parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto",
                "tools":[],"top_p":1.0,"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},
                "output_tokens":4,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":7}}
                """.formatted(id);
    }

    /** Answers one kind of request. */
    private interface Speech {
        String answer(String question, int id);
    }
}
