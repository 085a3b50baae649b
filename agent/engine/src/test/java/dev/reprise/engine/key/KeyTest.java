package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void valuesThatDifferHaveDifferentKeys() throws Exception {
        List<Object> different = Arrays.asList(
                null,
                false,
                true,
                (byte) 1,
                (short) 1,
                (char) 1,
                1,
                1L,
                1.0f,
                1.0,
                0.0,
                -0.0,
                0.0f,
                -0.0f,
                Double.NaN,
                Float.NaN,
                2,
                "",
                "1",
                "a",
                "\u00e9",
                "\u20ac",
                "\ud83d\ude00",
                "\ud83d",
                "x".repeat(255),
                "x".repeat(256),
                "x".repeat(257),
                "\u20ac".repeat(256),
                new StringBuilder("a"),
                TimeUnit.DAYS,
                TimeUnit.HOURS,
                Plain.DAYS,
                BigInteger.ONE,
                BigInteger.TWO,
                new BigDecimal("1.0"),
                new BigDecimal("1.00"),
                new UUID(1, 2),
                new UUID(2, 1),
                URI.create("http://a/b"),
                new URL("http://a/b"),
                new URL("http://a/c"),
                Instant.EPOCH,
                Instant.EPOCH.plusNanos(1),
                Duration.ZERO,
                Duration.ofNanos(1),
                LocalDate.EPOCH,
                LocalDate.EPOCH.atStartOfDay(),
                LocalDate.EPOCH.atStartOfDay(ZoneOffset.UTC),
                LocalDate.EPOCH.atStartOfDay(ZoneId.of("UTC")),
                ZoneOffset.UTC,
                ZoneId.of("UTC"),
                String.class,
                int.class,
                Locale.GERMAN,
                Locale.GERMANY,
                new Locale("", "", "x"),
                new Locale("", "", "y"),
                Currency.getInstance("EUR"),
                Pattern.compile("a"),
                Pattern.compile("a", Pattern.CASE_INSENSITIVE),
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16,
                Path.of("a"),
                Path.of("/a"),
                new byte[] {},
                new byte[] {1},
                new boolean[] {true},
                new int[] {1},
                new long[] {1},
                new float[] {1},
                new double[] {1},
                new char[] {1},
                new short[] {1},
                new float[] {0.0f},
                new float[] {-0.0f},
                new byte[256],
                new byte[257],
                new float[64],
                new int[64],
                new Object[] {},
                new Object[] {"a"},
                new String[] {"a"},
                new Object[] {null},
                List.of(),
                List.of("a"),
                Collections.singletonList(null),
                List.of(List.of()),
                Set.of(),
                Set.of("a"),
                new ArrayDeque<>(List.of("a")),
                Map.of(),
                Map.of("a", "b"),
                Map.of("b", "a"),
                Map.entry("a", "b"),
                Optional.empty(),
                Optional.of("a"),
                Optional.of(1L),
                new AtomicInteger(1),
                new AtomicInteger(2),
                new AtomicReference<>(1),
                new Date(1),
                new java.sql.Timestamp(1),
                bits(1),
                bits(2),
                ByteBuffer.wrap(new byte[] {1}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                typeOf("numbers"),
                typeOf("texts"),
                typeOf("aNumber"),
                typeOf("aText"),
                typeOf("someTexts"),
                new Point(1, 2),
                new Point(2, 1),
                new Other(1, 2),
                new Holder(null),
                new Holder(""),
                new Holder(Optional.empty()));

        Set<CacheKey> keys = new HashSet<>();
        for (Object value : different) {
            keys.add(key(value));
        }

        assertThat(keys).hasSize(different.size());
    }

    /** Declares two types of one text: its variables are called alike. */
    interface Variables {
        <T extends Number> List<T> numbers();

        <T extends CharSequence> List<T> texts();

        <T extends Number> T aNumber();

        <T extends CharSequence> T aText();

        List<? extends CharSequence> someTexts();
    }

    private static java.lang.reflect.Type typeOf(String method) throws ReflectiveOperationException {
        return Variables.class.getDeclaredMethod(method).getGenericReturnType();
    }

    @Test
    void valuesThatAreEqualHaveEqualKeys() throws Exception {
        assertThat(key(Double.longBitsToDouble(0x7ff8000000000001L))).isEqualTo(key(Double.NaN));
        assertThat(key(new float[] {Float.intBitsToFloat(0x7fc00001)})).isEqualTo(key(new float[] {Float.NaN}));
        assertThat(key(new String("a"))).isEqualTo(key("a"));
        assertThat(key("x".repeat(1000))).isEqualTo(key("x".repeat(1000)));
        assertThat(key("\u20ac".repeat(1000))).isEqualTo(key("\u20ac".repeat(1000)));
        assertThat(key(Path.of("a", "b"))).isEqualTo(key(Path.of("a/b")));
        assertThat(key(OptionalInt.of(1))).isEqualTo(key(OptionalInt.of(1)));
        assertThat(key(new URL("http://a/b"))).isEqualTo(key(new URL("http://a/b")));
        assertThat(key(new Point(1, 2))).isEqualTo(key(new Point(1, 2)));
        assertThat(key(typeOf("numbers"))).isEqualTo(key(typeOf("numbers")));
        assertThat(key(new java.sql.Timestamp(5))).isEqualTo(key(new java.sql.Timestamp(5)));
    }

    @Test
    void textsWithTheirLimitsElsewhereDiffer() {
        assertThat(key("ab", "c")).isNotEqualTo(key("a", "bc"));
        assertThat(key(List.of("ab", "c"))).isNotEqualTo(key(List.of("a", "bc")));
        assertThat(key(List.of("a", List.of("b"), "c"))).isNotEqualTo(key(List.of("a", List.of("b", "c"))));
        assertThat(key(List.of("a"), List.of())).isNotEqualTo(key(List.of(), List.of("a")));
        assertThat(key("a")).isNotEqualTo(key("a", null));
        assertThat(key()).isNotEqualTo(key((Object) null));
    }

    @Test
    void orderOfMapsAndSetsDoesNotMatter() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        Map<String, Object> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            forwards.put("k" + i, List.of(i, "v".repeat(i)));
        }
        for (int i = 49; i >= 0; i--) {
            backwards.put("k" + i, List.of(i, "v".repeat(i)));
        }

        CacheKey expected = key(forwards);

        assertThat(key(backwards)).isEqualTo(expected);
        assertThat(key(new HashMap<>(forwards))).isEqualTo(expected);
        assertThat(key(new TreeMap<>(forwards))).isEqualTo(expected);
        assertThat(key(new ConcurrentHashMap<>(forwards))).isEqualTo(expected);
        assertThat(key(Map.copyOf(forwards))).isEqualTo(expected);
        assertThat(key(Collections.unmodifiableMap(forwards))).isEqualTo(expected);
        assertThat(key(new LinkedHashSet<>(List.of("a", "b", "c"))))
                .isEqualTo(key(new LinkedHashSet<>(List.of("c", "b", "a"))))
                .isEqualTo(key(Set.of("b", "c", "a")));
    }

    @Test
    void orderOfListsMattersAndTheirClassDoesNot() {
        CacheKey expected = key(List.of("a", "b"));

        assertThat(key(List.of("b", "a"))).isNotEqualTo(expected);
        assertThat(key(new ArrayList<>(List.of("a", "b")))).isEqualTo(expected);
        assertThat(key(new LinkedList<>(List.of("a", "b")))).isEqualTo(expected);
        assertThat(key(Arrays.asList("a", "b"))).isEqualTo(expected);
        assertThat(key(Collections.unmodifiableList(new ArrayList<>(List.of("a", "b")))))
                .isEqualTo(expected);
        assertThat(key(new ArrayList<>(List.of("x", "a", "b")).subList(1, 3))).isEqualTo(expected);
    }

    @Test
    void absentNullAndAValueAreThreeThings() {
        Map<String, Object> present = new HashMap<>();
        present.put("temperature", null);

        Set<CacheKey> keys = Set.of(key(Map.of()), key(present), key(Map.of("temperature", 0)));

        assertThat(keys).hasSize(3);
    }

    @Test
    void declaringClassAndDescriptorOfTheMethodCount() {
        KeySpec base = KeyFixture.spec();
        Set<CacheKey> keys = new HashSet<>();

        for (KeySpec spec : List.of(
                base,
                spec("other", base.method(), ""),
                spec("ns", "com.acme.B#m(Ljava/lang/Object;)V", ""),
                spec("ns", "com.acme.A#m(Ljava/lang/String;)V", ""),
                spec("ns", base.method(), "2"),
                spec("n", "scom.acme.A#m(Ljava/lang/Object;)V", ""))) {
            keys.add(key(spec, null, "a"));
        }

        assertThat(keys).hasSize(6);
    }

    @Test
    void noTenantAndAnEmptyTenantAreTwoThings() throws Unkeyable {
        KeyPlan plan = KeyFixture.KEYS.plan(KeyFixture.spec());
        Object[] arguments = {"a"};

        Set<CacheKey> keys = new HashSet<>();
        for (String tenant : Arrays.asList(null, "", "acme", "ACME")) {
            keys.add(plan.key(tenant, null, arguments));
        }

        assertThat(keys).hasSize(4);
    }

    @Test
    void neitherToStringNorEqualsNorHashCodeIsEverCalled() {
        Touchy touchy = new Touchy("a");

        CacheKey expected = key(touchy);

        assertThat(key(Set.of(touchy).iterator().next())).isEqualTo(expected);
        assertThat(key(Collections.singleton(touchy)))
                .isEqualTo(key(Collections.singleton(new Touchy("a"))))
                .isNotEqualTo(key(Collections.singleton(new Touchy("b"))));
        assertThat(key(Collections.singletonMap(touchy, touchy)))
                .isEqualTo(key(Collections.singletonMap(new Touchy("a"), new Touchy("a"))));
    }

    /** A file of gigabytes may be mapped into one. */
    @Test
    void aByteBufferIsReadInPieces() {
        byte[] content = new byte[8 << 20];
        content[content.length - 1] = 1;
        ByteBuffer outside =
                ByteBuffer.allocateDirect(content.length).put(content).flip();
        CacheKey key = key(outside); // What this needs once is there from here on.
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        key(outside);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(content.length);
        assertThat(key(ByteBuffer.wrap(content))).isEqualTo(key);
        outside.put(content.length - 1, (byte) 2);
        assertThat(key(outside)).isNotEqualTo(key);
    }

    @Test
    void aByteBufferIsNotMoved() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);

        CacheKey key = key(buffer);

        assertThat(buffer.position()).isEqualTo(1);
        assertThat(key).isEqualTo(key(ByteBuffer.wrap(new byte[] {2, 3})));
    }

    @Test
    void sharedAndRepeatedPartsHaveEqualKeys() {
        List<String> shared = List.of("a");

        assertThat(key(List.of(shared, shared))).isEqualTo(key(List.of(List.of("a"), List.of(new String("a")))));
    }

    @Test
    void cyclesEndAndTheirContentCounts() {
        assertThat(key(ring("a"))).isEqualTo(key(ring("a"))).isNotEqualTo(key(ring("b")));

        Map<String, Object> itself = new HashMap<>();
        itself.put("itself", itself);
        itself.put("name", "a");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("name", "a");
        other.put("itself", other);
        assertThat(key(itself)).isEqualTo(key(other));
    }

    @Test
    void fieldsOfSuperclassesCountAndTransientOnesDoNot() {
        assertThat(key(new Sub("a", "b", 1)))
                .isEqualTo(key(new Sub("a", "b", 2)))
                .isNotEqualTo(key(new Sub("b", "b", 1)))
                .isNotEqualTo(key(new Sub("a", "a", 1)));
    }

    @Test
    void aCollectionOfTheHostIsItsClassItsElementsAndItsFields() {
        CacheKey expected = key(new Named("n", "a", "b"));

        assertThat(key(new Named("n", "a", "b"))).isEqualTo(expected);
        assertThat(key(new Named("other", "a", "b"))).isNotEqualTo(expected);
        assertThat(key(new Named("n", "b", "a"))).isNotEqualTo(expected);
        assertThat(key(List.of("a", "b"))).isNotEqualTo(expected);
    }

    @Test
    void aMutableArgumentIsReadAgain() {
        StringBuilder text = new StringBuilder("a".repeat(1000));
        CacheKey before = key(text);

        text.append('b');

        assertThat(key(text)).isNotEqualTo(before);
    }

    private static KeySpec spec(String namespace, String method, String version) {
        return new KeySpec(namespace, method, version, false, List.of(), List.of(), List.of());
    }

    private static BitSet bits(long word) {
        return BitSet.valueOf(new long[] {word});
    }

    private static Object ring(String name) {
        Node one = new Node(name);
        Node two = new Node("two");
        one.next = two;
        two.next = one;
        return one;
    }

    enum Plain {
        DAYS
    }

    record Point(int x, int y) {}

    record Other(int x, int y) {}

    record Holder(Object value) {}

    static final class Node {
        final String name;
        Node next;

        Node(String name) {
            this.name = name;
        }
    }

    static class Base {
        final String name;

        Base(String name) {
            this.name = name;
        }
    }

    static final class Sub extends Base {
        final String name;
        final transient int seen;

        Sub(String ofBase, String name, int seen) {
            super(ofBase);
            this.name = name;
            this.seen = seen;
        }
    }

    static final class Named extends ArrayList<String> {
        final String name;

        Named(String name, String... elements) {
            super(List.of(elements));
            this.name = name;
        }
    }

    static final class Touchy {
        private final String name;

        Touchy(String name) {
            this.name = Objects.requireNonNull(name);
        }

        @Override
        public String toString() {
            throw new AssertionError("toString");
        }

        @Override
        @SuppressWarnings("EqualsHashCode")
        public boolean equals(Object other) {
            throw new AssertionError("equals");
        }

        @Override
        public int hashCode() {
            StackTraceElement[] stack = new Throwable().getStackTrace();
            for (StackTraceElement frame : stack) {
                if (frame.getClassName().equals(SpecPlan.class.getName())) {
                    throw new AssertionError("hashCode");
                }
            }
            return name.length();
        }
    }
}
