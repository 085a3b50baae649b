package dev.reprise.benchmarks.fuzz;

import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.reprise.benchmarks.fuzz.answers.Conversation;
import dev.reprise.benchmarks.fuzz.answers.Report;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Answers of the shapes that services keep, short and long; the longest encoded ones take about 100 KB. */
final class Samples {

    private static final String WORDS = "The customer asks for a refund of the second order; Grüße. ";
    private static final List<Report.Tone> TONES = List.of(Report.Tone.values());

    private Samples() {}

    static List<Sample> all() throws IOException, NoSuchMethodException {
        List<Sample> all = new ArrayList<>();
        add(all, "text, short", "text", WORDS);
        add(all, "text, wide", "text", WORDS + "\u4E2D \uD83D\uDE00");
        add(all, "text, long", "text", WORDS.repeat(1_600));
        add(all, "digits, long", "text", "1234567890".repeat(10_000));
        add(all, "number", "number", new BigDecimal("12345.678E-9"));
        add(all, "number, long", "number", new BigInteger("9".repeat(2_000)));
        add(all, "date", "number", Instant.parse("2026-11-23T01:02:03.456Z"));
        add(all, "embedding", "vector", vector(1_536));
        add(all, "embeddings", "vectors", List.of(vector(1_024), vector(1_024), vector(8)));
        add(all, "lines, short", "lines", List.of("a", "b", WORDS));
        add(all, "lines, many", "lines", new ArrayList<>(Collections.nCopies(12_000, "line")));
        add(all, "findings", "findings", new TreeMap<>(Map.of("a", findings(3), "b", List.<Report.Finding>of())));
        add(all, "findings, many", "findings", new LinkedHashMap<>(Map.of("a", findings(1_500), "b", findings(1))));
        add(all, "tree", "tree", tree(4));
        add(all, "tree, deep", "tree", tree(90));
        add(all, "report", "report", report(4));
        add(all, "report, long", "report", report(700));
        add(all, "conversation", "conversation", conversation());
        add(all, "chat, short", "chat", chat(WORDS), "dev.langchain4j.");
        add(all, "chat, long", "chat", chat(WORDS.repeat(1_600)), "dev.langchain4j.");
        add(all, "completion, short", "completion", completion(WORDS));
        add(all, "completion, long", "completion", completion(WORDS.repeat(1_600)));
        return all;
    }

    private static void add(List<Sample> all, String name, String method, Object value, String... allow)
            throws NoSuchMethodException {
        all.add(new Sample(
                name, Answering.class.getDeclaredMethod(method).getGenericReturnType(), value, List.of(allow)));
    }

    private static float[] vector(int length) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = 1f / (i + 1);
        }
        return vector;
    }

    private static List<Report.Finding> findings(int many) {
        List<Report.Finding> findings = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            findings.add(new Report.Finding(i, i / 7.0, WORDS.substring(i % 30), TONES.get(i % 3)));
        }
        return findings;
    }

    private static Map<String, Object> tree(int depth) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("set", new HashSet<>(Set.of(depth, "x", 2.5, List.of(1, 2L))));
        tree.put("list", Collections.unmodifiableList(new ArrayList<>(List.of(true, 'c', Optional.of("y")))));
        tree.put("entries", List.of(Map.entry("k", 1), new AbstractMap.SimpleEntry<>("k", OptionalInt.of(2))));
        tree.put(
                "counts",
                new ArrayList<>(
                        List.of(new AtomicLong(3), new AtomicBoolean(true), new PriorityQueue<>(List.of(2, 1)))));
        tree.put("bits", Collections.synchronizedList(new ArrayList<>(List.of(BitSet.valueOf(new long[] {5, 6})))));
        tree.put("array", new Object[] {"a", new int[] {1, 2}, new String[][] {{"b"}, {}}});
        if (depth > 0) {
            tree.put("below", tree(depth - 1));
        }
        return tree;
    }

    private static Report report(int size) {
        return new Report(
                WORDS,
                Instant.EPOCH,
                BigDecimal.TEN,
                findings(size),
                Map.of("a", Set.of(1L, 2L), "b", Set.of()),
                EnumSet.of(Report.Tone.WARM, Report.Tone.COLD),
                vector(size),
                findings(2).toArray(Report.Finding[]::new),
                Optional.of("remark"));
    }

    private static Conversation conversation() {
        Conversation conversation = new Conversation();
        conversation.name = "second";
        conversation.turns.addAll(List.of("hello", WORDS));
        conversation.counts.put("words", new int[] {1, 10});
        conversation.weights = new double[] {0.5, -0.0};
        conversation.previous = new Conversation();
        conversation.previous.previous = conversation;
        return conversation;
    }

    private static ChatResponse chat(String text) {
        return ChatResponse.builder()
                .id("chatcmpl-1")
                .modelName("gpt-4o")
                .aiMessage(AiMessage.builder()
                        .text(text)
                        .toolExecutionRequests(List.of(ToolExecutionRequest.builder()
                                .id("call_1")
                                .name("weather")
                                .arguments("{\"city\":\"Köln\"}")
                                .build()))
                        .attributes(Map.of("reasoning", "short", "rank", 3))
                        .build())
                .tokenUsage(new TokenUsage(1000, 500))
                .finishReason(FinishReason.STOP)
                .build();
    }

    private static ChatCompletion completion(String text) throws IOException {
        return ObjectMappers.jsonMapper().readValue("""
                {"id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": "gpt-5-mini",
                 "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                   "message": {"role": "assistant", "content": "%s", "refusal": null, "annotations": [],
                     "tool_calls": [{"id": "call_1", "type": "function",
                       "function": {"name": "weather", "arguments": "{}"}}]}}],
                 "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
                 "service_tier": "default", "something_new": {"a": [1, 2.5, null]}}""".formatted(text), ChatCompletion.class);
    }
}
