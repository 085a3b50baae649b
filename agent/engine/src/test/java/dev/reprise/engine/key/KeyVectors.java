package dev.reprise.engine.key;

import dev.reprise.api.Adapter;
import dev.reprise.engine.adapter.OneAdapter;
import dev.reprise.engine.reflect.FieldAccess;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Calls whose keys are published in {@code KEYS.md} and never change while the format's version is 1. */
final class KeyVectors {

    private KeyVectors() {}

    /** Prints the keys of this JVM, for a comparison with those of another. */
    public static void main(String[] arguments) throws Unkeyable {
        keys().forEach((name, key) -> System.out.println("vector " + name + " " + key));
    }

    static Map<String, String> keys() throws Unkeyable {
        KeySpec spec = new KeySpec(
                "billing",
                "com.acme.ContextSummarizer#summarize(Ljava/util/List;I)Ljava/lang/String;",
                "1",
                false,
                List.of(),
                List.of(),
                List.of());
        KeyPlan plan = new Keys(FieldAccess.NONE).plan(spec);
        Map<String, String> keys = new LinkedHashMap<>();
        for (Map.Entry<String, Object[]> call : calls().entrySet()) {
            keys.put(call.getKey(), plan.key(null, null, call.getValue()).hex());
        }
        keys.put("tenant", plan.key("acme", null, new Object[] {"a"}).hex());
        KeyPlan adapting = new Keys(FieldAccess.NONE).plan(spec, () -> OneAdapter.of(new ByRole()));
        Object[] adapted = {new Message("user", List.of("hello")), List.of(new Message("system", List.of()))};
        keys.put("adapted", adapting.key(null, null, adapted).hex());
        keys.put(
                "item",
                plan.key(null, null, new Object[] {List.of("a"), 3}).ofItem().hex());
        return keys;
    }

    private static Map<String, Object[]> calls() {
        Map<String, Object[]> calls = new LinkedHashMap<>();
        calls.put("none", new Object[] {});
        calls.put("scalars", new Object[] {null, true, (byte) -1, (short) 2, 'c', 3, 4L, 5.5f, Double.NaN, -0.0});
        calls.put("texts", new Object[] {"", "plain", "caf\u00e9", "\u20ac \ud83d\ude00", "\ud83d"});
        calls.put("long-texts", new Object[] {"x".repeat(256), "\u00e9".repeat(5000), "\u20ac".repeat(5000)});
        calls.put("lists", new Object[] {List.of("a", List.of(1, 2)), Arrays.asList("a", null), new ArrayList<>()});
        calls.put("unordered", new Object[] {map(), new HashSet<>(map().keySet()), Set.of(1, 2, 3)});
        calls.put("arrays", new Object[] {
            new byte[] {1, 2},
            new float[] {1.5f, Float.NaN},
            new float[1536],
            new String[] {"a"},
            new int[][] {{1}, {2}}
        });
        calls.put("values", new Object[] {
            new BigDecimal("1.50"),
            URI.create("http://localhost/"),
            Duration.ofMillis(1500),
            LocalDate.of(2026, 11, 21),
            Optional.of("a"),
            TimeUnit.DAYS,
            String.class
        });
        calls.put("objects", new Object[] {new Message("user", List.of("hello")), new Message("user", null)});
        return calls;
    }

    private static Map<String, Object> map() {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            map.put("key" + i, i % 3 == 0 ? i : "value" + i);
        }
        return map;
    }

    record Message(String role, List<String> content) {}

    /** Lets only the role of a message count. */
    public static final class ByRole implements Adapter<Message> {

        @Override
        public Class<Message> type() {
            return Message.class;
        }

        @Override
        public Object keyOf(Message message) {
            return Map.of("role", message.role());
        }
    }
}
