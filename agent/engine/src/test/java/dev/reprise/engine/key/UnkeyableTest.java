package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.ignoring;
import static dev.reprise.engine.key.KeyFixture.key;
import static dev.reprise.engine.key.KeyFixture.keyOn;
import static dev.reprise.engine.key.KeyFixture.refusal;
import static dev.reprise.engine.key.KeyFixture.stateful;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kotlin.coroutines.CoroutineContext;
import org.hibernate.collection.spi.PersistentBag;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jboss.weld.proxy.WeldClientProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class UnkeyableTest {

    static Stream<Object> infrastructure() throws Exception {
        return Stream.of(
                java.util.concurrent.ForkJoinPool.commonPool(),
                Thread.currentThread(),
                new ReentrantLock(),
                new Object(),
                new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                LoggerFactory.getLogger(UnkeyableTest.class),
                java.net.http.HttpClient.newHttpClient(),
                javax.net.ssl.SSLContext.getDefault());
    }

    static Stream<Object> whatMayDecide() {
        Supplier<String> lambda = () -> "";
        Executor executor = Runnable::run;
        return Stream.of(
                lambda,
                executor,
                ClassLoader.getSystemClassLoader(),
                new com.fasterxml.jackson.databind.ObjectMapper(),
                Function.identity(),
                Stream.of(""),
                List.of("").iterator(),
                CompletableFuture.completedFuture(""),
                new ByteArrayInputStream(new byte[0]),
                java.time.Clock.systemUTC(),
                new java.util.Random(),
                new ThreadLocal<>(),
                new WeakReference<>(""),
                new IllegalStateException(),
                new java.io.StringWriter(),
                kotlin.random.Random.Default,
                kotlin.time.TimeSource.Monotonic.INSTANCE,
                new PersistentBag<>(null, List.of("")),
                new LazyAgent(),
                new CurrentUser(),
                new Provided(),
                Proxy.newProxyInstance(
                        UnkeyableTest.class.getClassLoader(),
                        new Class<?>[] {WeldClientProxy.class},
                        new OfThisRequest()),
                new ai.onnxruntime.Session(1),
                (InvocationHandler) (proxy, method, arguments) -> "",
                Proxy.newProxyInstance(
                        UnkeyableTest.class.getClassLoader(),
                        new Class<?>[] {Supplier.class},
                        (proxy, method, arguments) -> ""),
                new HostStream());
    }

    /** Stands for a row that is read at the first use, as the subclasses do that Hibernate makes. */
    private static final class LazyAgent implements HibernateProxy {
        @Override
        public @Nullable Object writeReplace() {
            return null;
        }

        @Override
        public @Nullable LazyInitializer getHibernateLazyInitializer() {
            return null;
        }
    }

    /** Stands for another object in each request, as the subclasses do that Weld makes. */
    private static final class CurrentUser implements WeldClientProxy {
        @Override
        public @Nullable Metadata getMetadata() {
            return null;
        }
    }

    /** Finds out at each call whose request it is, as what JAX-RS puts into a field does. */
    private static final class OfThisRequest implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }

    private static final class Provided implements jakarta.inject.Provider<String> {
        @Override
        public String get() {
            return "";
        }
    }

    @ParameterizedTest
    @MethodSource({"infrastructure", "whatMayDecide"})
    void whatHasNoContentIsRefusedInAnArgument(Object value) {
        Unkeyable refused = refusal("a", Map.of("k", new Holder("", Arrays.asList("x", value))));

        assertThat(refused.path()).startsWith("1.k.content[1]");
        assertThat(refused.reason()).contains("no content").contains("`key: { ignore: [1.k.content");
    }

    @ParameterizedTest
    @MethodSource("infrastructure")
    void infrastructureIsPassedOverInAReceiver(Object value) {
        assertThat(keyOn(new Holder("n", value)))
                .isEqualTo(keyOn(new Holder("n", null)))
                .isNotEqualTo(keyOn(new Holder("m", null)));
    }

    @ParameterizedTest
    @MethodSource("whatMayDecide")
    void whatMayDecideTheAnswerIsRefusedInAReceiverWithARemedyThatWorks(Object value) {
        Unkeyable refused = refusal(ignoring(), new Holder("n", List.of(value)), "x");

        assertThat(refused.path()).startsWith("this.content[0]");
        assertThat(key(ignoring(remedy(refused)), new Holder("n", List.of(value)), "x"))
                .isNotNull();
    }

    @Test
    void theRefusalOfALambdaNamesTheClassThatMadeIt() {
        assertThat(refusal(ignoring(), new Holder("", supplier("a")), "x"))
                .hasMessage("this.content: is a lambda of " + UnkeyableTest.class.getName() + ", which has no lasting"
                        + " name and so no content to key; pass what it contributes as an argument, or write an"
                        + " adapter for " + Holder.class.getName() + " (README#adapters); only if it does not decide"
                        + " the answer, `key: { ignore: [this.content] }`");
    }

    /** Its name is another one in each JVM. */
    @ParameterizedTest
    @MethodSource("comparators")
    void aComparatorWithoutALastingNameIsRefusedWithARemedyThatWorks(Comparator<Object> comparator) {
        Map<Object, Object> sorted = new TreeMap<>(comparator);

        Unkeyable refused = refusal(ignoring(), new Holder("n", sorted), "x");

        assertThat(refused.path()).startsWith("this.content");
        assertThat(refused.getMessage()).doesNotContain("0x").doesNotContain("$$Lambda");
        assertThat(key(ignoring(remedy(refused)), new Holder("n", sorted), "x")).isNotNull();
        assertThat(refusal(new TreeSet<>(comparator)).getMessage()).doesNotContain("$$Lambda");
    }

    static Stream<Comparator<?>> comparators() {
        Comparator<Object> own = (one, other) -> 0;
        Comparator<Object> serializable = (Comparator<Object> & Serializable) (a, b) -> 0;
        return Stream.of(
                own,
                serializable,
                own.reversed(),
                Comparator.comparing(Object::toString),
                Comparator.nullsFirst(own),
                Collections.reverseOrder(own),
                Map.Entry.comparingByKey());
    }

    @Test
    void aClassWithoutALastingNameIsRefused() {
        assertThat(refusal(supplier("a").getClass()).reason())
                .contains("lambda of")
                .doesNotContain("$$Lambda");
        assertThat(refusal(proxy("a", Supplier.class).getClass()).reason()).contains("no lasting name");
        assertThat(refusal((Object) new Class<?>[] {supplier("a").getClass().arrayType()})
                        .reason())
                .contains("no lasting name");
    }

    @Test
    void whatDoesNotTellItsContentIsForAnAdapterOfTheTypeAroundIt() {
        MessageFormat format = new MessageFormat("{0}");

        assertThat(refusal(ignoring(), new Holder("", format), "x").reason())
                .endsWith("; write an adapter for " + Holder.class.getName() + " (README#adapters) or, if it does not"
                        + " decide the answer, `key: { ignore: [this.content] }`");
        assertThat(refusal(List.of(format)).reason())
                .doesNotContain("adapter")
                .endsWith("; if it does not decide the answer, `key: { ignore: [0] }`");
    }

    @Test
    void theRemedyNamesWhatAPathCanName() {
        Supplier<String> lambda = supplier("a");
        Map<Object, String> remedies = new IdentityHashMap<>();
        remedies.put(List.of(Optional.of(lambda)), "this.content");
        remedies.put(new Object[] {new Holder("", lambda)}, "this.content.content");
        remedies.put(Map.of("on-error", lambda), "this.content.on-error");
        remedies.put(Map.of("a.b", lambda), "this.content");
        remedies.put(Map.of("a b", Map.of("c", lambda)), "this.content");
        remedies.put(Map.of("}", lambda), "this.content");
        remedies.put(Map.of(Plain.ONE, lambda), "this.content");
        remedies.put(Map.entry("a", lambda), "this.content");
        remedies.put(proxy(lambda), "this.content.h.name");

        remedies.forEach((content, remedy) -> {
            Unkeyable refused = refusal(ignoring(), new Holder("", content), "x");
            assertThat(remedy(refused)).as(refused.getMessage()).isEqualTo(remedy);
            assertThat(key(ignoring(remedy), new Holder("", content), "x")).isNotNull();
            Unkeyable refusedArgument = refusal(ignoring(), null, content);
            assertThat(key(ignoring(remedy(refusedArgument)), null, content)).isNotNull();
        });
    }

    @Test
    void aStrategyOfANamedOrAnonymousClassCountsByItsClassAndFields() {
        Supplier<String> anonymous = new Supplier<>() {
            @Override
            public String get() {
                return "";
            }
        };

        assertThat(keyOn(new Holder("", anonymous)))
                .isEqualTo(keyOn(new Holder("", anonymous)))
                .isNotEqualTo(keyOn(new Holder("", new Constant("a"))));
        assertThat(keyOn(new Holder("", new Constant("a"))))
                .isEqualTo(keyOn(new Holder("", new Constant("a"))))
                .isNotEqualTo(keyOn(new Holder("", new Constant("b"))));
    }

    @Test
    void aClassOfTheHostThatImplementsATypeOfAFrameworkIsNoInfrastructure() {
        assertThat(keyOn(new Holder("", new Marked("a"))))
                .isEqualTo(keyOn(new Holder("", new Marked("a"))))
                .isNotEqualTo(keyOn(new Holder("", new Marked("b"))));
    }

    @Test
    void aClassOfTheJdkWithoutStateCountsByItsName() throws Exception {
        List<Object> comparators =
                List.of(Collections.reverseOrder(), Comparator.naturalOrder(), String.CASE_INSENSITIVE_ORDER);
        Set<CacheKey> keys = new HashSet<>();
        comparators.forEach(comparator -> keys.add(keyOn(new Holder("", comparator))));
        comparators.forEach(comparator -> keys.add(keyOn(new Holder("", comparator))));

        assertThat(keys).hasSize(3);
        assertThat(refusal(ignoring(), new Holder("", Comparator.comparing(Object::toString)))
                        .path())
                .isEqualTo("this.content");
        assertThat(refusal(ignoring(), new Holder("", Object.class.getMethod("toString")))
                        .path())
                .as("the JDK hides its fields")
                .isEqualTo("this.content");
    }

    @Test
    void whatCanBeSetInAConstantOfTheHostCounts() {
        CacheKey before = keyOn(new Holder("", Counter.ONE));
        CacheKey argument = key(Counter.ONE);
        Counter.ONE.style = "terse";
        try {
            assertThat(keyOn(new Holder("", Counter.ONE))).isNotEqualTo(before);
            assertThat(key(Counter.ONE)).isNotEqualTo(argument);
            assertThat(key(Counter.OTHER)).isNotEqualTo(key(Counter.ONE));
        } finally {
            Counter.ONE.style = "";
        }
        assertThat(keyOn(new Holder("", Counter.ONE))).isEqualTo(before);
    }

    @Test
    void theRefusalNamesTheWayToTheValue() {
        Unkeyable refused = refusal(new Holder(
                "", List.of(new Holder("", 1), new Holder("", new Object[] {1, Optional.of(Thread.currentThread())}))));

        assertThat(refused.path()).isEqualTo("0.content[1].content[1]");
        assertThat(refused.getMessage())
                .startsWith("0.content[1].content[1]: is a java.lang.Thread, which has no content");
        assertThat(refused.getStackTrace()).isEmpty();
    }

    /** Infrastructure of the service's own, which may do more than its interface says. */
    private record NamedExecutor(String name) implements Executor {
        @Override
        public void execute(Runnable command) {
            command.run();
        }
    }

    @Test
    void aClassOfTheServiceCountsAlsoIfItIsInfrastructureByItsInterface() {
        assertThat(keyOn(new Holder("", new NamedExecutor("a"))))
                .isEqualTo(keyOn(new Holder("", new NamedExecutor("a"))))
                .isNotEqualTo(keyOn(new Holder("", new NamedExecutor("b"))));
    }

    /** Keeps what it holds as multimaps of well-known libraries do. */
    private static final class Multi implements java.io.Serializable {
        private static final long serialVersionUID = 1;
        private transient List<String> values = List.of("a");

        private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
            out.writeObject(values);
        }
    }

    @Test
    void contentInTransientFieldsThatAClassWritesItselfIsRefused() {
        assertThat(refusal(new Multi()).reason()).contains("transient fields");
    }

    @Test
    void theComparatorOfASortedMapDecidesWhatIsFoundInIt() {
        Map<String, String> byCase = new TreeMap<>(Map.of("Accept", "json"));
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(byCase);

        assertThat(KeyFixture.key(anyCase)).isNotEqualTo(KeyFixture.key(byCase));
        assertThat(KeyFixture.key(byCase)).isEqualTo(KeyFixture.key(Map.of("Accept", "json")));
    }

    @Test
    void aViewHidesNoComparatorAndNoIdentity() {
        Map<String, String> byCase = new TreeMap<>(Map.of("Accept", "json"));
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(byCase);
        Map<String, String> byIdentity = new java.util.IdentityHashMap<>(byCase);
        CacheKey expected = KeyFixture.key(byCase);

        for (Map<String, String> map : List.of(byCase, new HashMap<>(byCase), new java.util.Hashtable<>(byCase))) {
            for (Map<String, String> view : views(map)) {
                assertThat(KeyFixture.key(view)).as(view.getClass().getName()).isEqualTo(expected);
            }
        }
        for (Map<String, String> view : views(anyCase)) {
            assertThat(KeyFixture.key(view))
                    .as(view.getClass().getName())
                    .isEqualTo(KeyFixture.key(anyCase))
                    .isNotEqualTo(expected);
        }
        for (Map<String, String> view : views(byIdentity)) {
            assertThat(KeyFixture.key(view))
                    .as(view.getClass().getName())
                    .isEqualTo(KeyFixture.key(byIdentity))
                    .isNotEqualTo(expected)
                    .isNotEqualTo(KeyFixture.key(anyCase));
        }
    }

    private static List<Map<String, String>> views(Map<String, String> map) {
        return List.of(
                map,
                Collections.unmodifiableMap(map),
                Collections.synchronizedMap(map),
                Collections.checkedMap(map, String.class, String.class),
                Collections.unmodifiableMap(Collections.synchronizedMap(map)));
    }

    @Test
    void aSetKnowsItsElementsAsItsMapDoes() {
        Map<String, Boolean> identity = new java.util.IdentityHashMap<>();
        Set<String> byIdentity = Collections.newSetFromMap(identity);
        byIdentity.add("a");
        Set<String> byHash = Collections.newSetFromMap(new java.util.concurrent.ConcurrentHashMap<>());
        byHash.add("a");
        Set<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.add("a");
        CacheKey expected = KeyFixture.key(Set.of("a"));

        assertThat(KeyFixture.key(byHash)).isEqualTo(expected);
        assertThat(KeyFixture.key(Collections.unmodifiableSet(Set.of("a")))).isEqualTo(expected);
        assertThat(KeyFixture.key(byIdentity)).isNotEqualTo(expected);
        assertThat(KeyFixture.key(Collections.unmodifiableSet(anyCase)))
                .isNotEqualTo(expected)
                .isEqualTo(KeyFixture.key(anyCase));
        assertThat(KeyFixture.key(Collections.synchronizedCollection(anyCase))).isEqualTo(KeyFixture.key(anyCase));
    }

    @Test
    void theComparatorOfAQueueDecidesWhatItHandsOut() {
        java.util.PriorityQueue<String> natural = new java.util.PriorityQueue<>(List.of("a"));
        java.util.PriorityQueue<String> anyCase = new java.util.PriorityQueue<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.add("a");
        java.util.concurrent.PriorityBlockingQueue<String> blocking =
                new java.util.concurrent.PriorityBlockingQueue<>(1, String.CASE_INSENSITIVE_ORDER);
        blocking.add("a");

        assertThat(KeyFixture.key(anyCase)).isNotEqualTo(KeyFixture.key(natural));
        assertThat(KeyFixture.key(blocking)).isEqualTo(KeyFixture.key(anyCase));
    }

    @Test
    void aReceiverThatIsALambdaIsRefused() {
        assertThat(refusal(ignoring(), supplier("a"), "x").path()).isEqualTo("this");
    }

    @Test
    void aProxyIsItsInterfacesAndItsHandler() {
        assertThat(key(proxy("a", Supplier.class))).isEqualTo(key(proxy("a", Supplier.class)));
        assertThat(key(proxy("a", Supplier.class)))
                .isNotEqualTo(key(proxy("b", Supplier.class)))
                .isNotEqualTo(key(proxy("a", Supplier.class, Comparable.class)));
        assertThat(key(proxy("a", Comparable.class, Supplier.class)))
                .isEqualTo(key(proxy("a", Supplier.class, Comparable.class)));
    }

    @Test
    void nestingAndSizeHaveLimitsThatNameTheRemedy() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            wide = List.of(wide, wide);
        }

        assertThat(refusal(deep).reason()).contains("nested").contains("key: { ignore: [...] }");
        assertThat(refusal(wide).reason()).contains("more than 100000 values").contains("key: { ignore: [...] }");
        assertThat(key("a")).as("usable after a refusal").isEqualTo(key("a"));
    }

    @Test
    void whatIsNullIsNotWithoutLimitEither() {
        List<Object> nulls = Collections.nCopies(1_000_001, null);

        assertThat(refusal(nulls).reason()).contains("more than 1000000 nulls").contains("key: { ignore: [...] }");
        assertThat(refusal((Object) new Object[1_000_001]).reason()).contains("more than 1000000 nulls");
        assertThat(key(nulls.subList(0, 1_000_000))).as("few enough").isNotNull();
    }

    @Test
    void aHostClassThatThrowsMakesTheCallUnkeyable() {
        List<String> broken = new java.util.AbstractList<>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("broken");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThat(refusal(broken).reason()).contains("IllegalStateException");
    }

    @Test
    void ignoredPathsAreLeftOut() {
        Map<String, Object> one = new HashMap<>(Map.of("id", 1, "text", "a"));
        Map<String, Object> other = new HashMap<>(Map.of("id", 2, "text", "a"));

        for (String path :
                List.of("request.content.id", "0.content.id", "0.content[3].id", "0.content", "request", "0")) {
            assertThat(key(ignoring(path), null, new Holder("", List.of(one)), "t"))
                    .as(path)
                    .isEqualTo(key(ignoring(path), null, new Holder("", List.of(other)), "t"));
        }
        assertThat(key(ignoring("0.content.text"), null, new Holder("", List.of(one)), "t"))
                .isNotEqualTo(key(ignoring("0.content.text"), null, new Holder("", List.of(other)), "t"));
        assertThat(key(ignoring("traceId"), null, "a", "1")).isEqualTo(key(ignoring("traceId"), null, "a", "2"));
        assertThat(key(ignoring("this.name"), new Holder("a", 1), "x"))
                .isEqualTo(key(ignoring("this.name"), new Holder("b", 1), "x"))
                .isNotEqualTo(key(ignoring("this.name"), new Holder("b", 2), "x"));
        assertThat(key(ignoring("0.content"), null, new Holder("", Thread.currentThread()), "t"))
                .isNotNull();
    }

    @Test
    void anIgnoredParameterMayEvenBeWithoutContent() {
        KeySpec spec = new KeySpec("ns", "A#m()V", "", false, List.of(), List.of("1"), List.of());

        assertThat(key(spec, null, "a", Thread.currentThread()))
                .isEqualTo(key(spec, null, "a", null))
                .isNotEqualTo(key(spec, null, "b", null));
    }

    @Test
    void aResourceIsRefusedAsAnArgumentAndLookedIntoInAReceiver() {
        assertThat(refusal(new Client("http://a")).path()).isEqualTo("0");
        assertThat(keyOn(new Holder("", new Client("http://a"))))
                .isEqualTo(keyOn(new Holder("", new Client("http://a"))))
                .isNotEqualTo(keyOn(new Holder("", new Client("http://b"))));
    }

    @Test
    void aClassWhoseStateLiesInAClassOfTheJdkIsRefusedRatherThanGuessed() {
        Object event = new Event("source");

        assertThat(refusal(event).reason()).contains("java.util.EventObject");
        assertThat(refusal(KeyFixture.ignoring(), new Holder("", event)).path()).isEqualTo("this.content");
    }

    static Stream<Object> contentOfTheJdkThatCannotBeRead() {
        return Stream.of(
                new java.text.MessageFormat("Summarise {0}"),
                new java.text.DecimalFormat("0.0"),
                new java.text.SimpleDateFormat("yyyy", java.util.Locale.ROOT),
                java.time.format.DateTimeFormatter.ofPattern("yyyy"),
                new java.util.StringJoiner(","),
                new java.net.PasswordAuthentication("user", new char[0]),
                java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://a"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("contentOfTheJdkThatCannotBeRead")
    void contentOfTheJdkThatCannotBeReadIsNotPassedOverInAReceiver(Object value) {
        assertThat(refusal(ignoring(), new Holder("", value)).path()).isEqualTo("this.content");
        assertThat(key(ignoring("this.content"), new Holder("", value))).isNotNull();
    }

    @Test
    void countersAndKeysOfTheJdkCount() {
        java.util.concurrent.atomic.LongAdder one = new java.util.concurrent.atomic.LongAdder();
        one.add(1);

        assertThat(keyOn(new Holder("", one)))
                .isNotEqualTo(keyOn(new Holder("", new java.util.concurrent.atomic.LongAdder())));
        assertThat(keyOn(new Holder("", new javax.crypto.spec.SecretKeySpec(new byte[] {1}, "AES"))))
                .isNotEqualTo(keyOn(new Holder("", new javax.crypto.spec.SecretKeySpec(new byte[] {2}, "AES"))));
        assertThat(keyOn(new Holder("", new java.util.concurrent.atomic.AtomicReferenceArray<>(new String[] {"a"}))))
                .isNotEqualTo(keyOn(
                        new Holder("", new java.util.concurrent.atomic.AtomicReferenceArray<>(new String[] {"b"}))));
    }

    @Test
    void howACalendarCountsWeeksAndWhatAZoneWasSetToCount() {
        java.util.Calendar sunday = new java.util.GregorianCalendar(2020, java.util.Calendar.JANUARY, 5);
        java.util.Calendar monday = (java.util.Calendar) sunday.clone();
        sunday.setFirstDayOfWeek(java.util.Calendar.SUNDAY);
        monday.setFirstDayOfWeek(java.util.Calendar.MONDAY);
        java.util.TimeZone moved = java.util.TimeZone.getTimeZone("UTC");
        moved.setRawOffset(3_600_000);

        assertThat(key(sunday)).isNotEqualTo(key(monday));
        assertThat(key(moved)).isNotEqualTo(key(java.util.TimeZone.getTimeZone("UTC")));
    }

    @Test
    void aReceiverThatIsAProxyWithALambdaAsItsHandlerIsRefused() {
        Object receiver = Proxy.newProxyInstance(
                UnkeyableTest.class.getClassLoader(), new Class<?>[] {Supplier.class}, (proxy, method, args) -> "a");

        assertThat(refusal(ignoring(), receiver, "x").path()).isEqualTo("this.h");
    }

    @Test
    void aCollectionThatIsItselfKeyedWhileItIsReadDoesNotDisturbTheKey() {
        List<Object> plain = new Reentrant(false);
        List<Object> reentrant = new Reentrant(true);

        assertThat(key("before", reentrant, "after")).isEqualTo(key("before", plain, "after"));
    }

    @Test
    void anIgnoredEntryOfAMapNeedNotBeThere() {
        assertThat(key(ignoring("0.id"), null, Map.of("id", 1, "text", "a"), ""))
                .isEqualTo(key(ignoring("0.id"), null, Map.of("text", "a"), ""));
    }

    @Test
    void statefulCallsAreRefusedOnlyWhenSomethingIsSet() {
        for (Object unset : Arrays.asList(null, false, "", Optional.empty(), List.of(), Map.of())) {
            assertThat(key(stateful("0.content"), null, new Holder("", unset))).isNotNull();
            assertThat(key(stateful("0.previousId"), null, new Holder("", unset)))
                    .isNotNull();
        }
        for (Object set : Arrays.asList(true, "id", Optional.of("id"), List.of(1), 0)) {
            Unkeyable refused = refusal(stateful("0.content"), null, new Holder("", set));

            assertThat(refused.reason()).startsWith("is stateful: ");
            assertThat(refused.path()).isEqualTo("0.content");
        }
        assertThat(refusal(stateful("0.content.previous"), null, new Holder("", Map.of("previous", "x")))
                        .path())
                .isEqualTo("0.content.previous");
    }

    private static Supplier<String> supplier(String captured) {
        return () -> captured;
    }

    private static ThreadFactory factory(String name) {
        return task -> new Thread(task, name);
    }

    /** Returns the path that a refusal proposes to ignore. */
    private static String remedy(Unkeyable refused) {
        String before = "`key: { ignore: [";
        int start = refused.reason().indexOf(before) + before.length();
        return refused.reason().substring(start, refused.reason().indexOf("] }`", start));
    }

    private static Object proxy(Object name, Class<?>... interfaces) {
        return Proxy.newProxyInstance(UnkeyableTest.class.getClassLoader(), interfaces, new Handler(name));
    }

    enum Plain {
        ONE
    }

    enum Counter {
        ONE,
        OTHER;

        String style = "";
    }

    /** As a service that implements a marker of its framework. */
    record Marked(String prompt) implements CoroutineContext.Key<CoroutineContext.Element> {}

    record Constant(String text) implements Supplier<String> {
        @Override
        public String get() {
            return text;
        }
    }

    record Handler(Object name) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            throw new AssertionError(method);
        }
    }

    record Holder(String name, Object content) {}

    record Client(String url) implements AutoCloseable {
        @Override
        public void close() {}
    }

    static final class Event extends java.util.EventObject {
        Event(Object source) {
            super(source);
        }
    }

    static final class Reentrant extends java.util.AbstractList<Object> {
        private final transient boolean keys;

        Reentrant(boolean keys) {
            this.keys = keys;
        }

        @Override
        public Object get(int index) {
            if (keys) {
                assertThat(key("nested", index)).isNotNull();
            }
            return "element" + index;
        }

        @Override
        public int size() {
            return 3;
        }
    }

    static final class HostStream extends InputStream {
        @Override
        public int read() {
            return -1;
        }
    }
}
