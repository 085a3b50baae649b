package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Pace;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacingTest {

    private static final long MILLISECOND = 1_000_000;

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    /** How long was waited, in milliseconds; each lets the clock go on by that. */
    private final List<Long> waited = Collections.synchronizedList(new ArrayList<>());

    private final List<Thread> waiters = Collections.synchronizedList(new ArrayList<>());

    private Engine engine;

    @AfterEach
    void close() {
        engine.close();
    }

    @SuppressWarnings("unused")
    static final class Service {
        Stream<String> stream(String question) {
            return Stream.empty();
        }

        Iterator<String> iterator(String question) {
            return Collections.emptyIterator();
        }

        Iterable<String> iterable(String question) {
            return List.of();
        }

        Flow.Publisher<String> publisher(String question) {
            return new SubmissionPublisher<>();
        }

        void callback(String question, Consumer<String> tokens) {}
    }

    @Test
    void partsComeAtOnceUnlessSaidOtherwise() throws Exception {
        engine = engine();
        record(method("stream"), "a", 30, "b", 200, "c");

        assertThat(stream(method("stream"))).containsExactly("a", "b", "c");
        assertThat(waited).isEmpty();
    }

    @Test
    void partsComeAsTheyCameWhenRecorded() throws Exception {
        engine = engine("replay: { pace: original }");
        record(method("stream"), 100, "a", 30, "b", 200, "c");

        assertThat(stream(method("stream"))).containsExactly("a", "b", "c");
        assertThat(waited).containsExactly(100L, 30L, 200L);
    }

    @Test
    void theRhythmOutlivesTheProcess() throws Exception {
        engine = engine("replay: { pace: original }");
        record(method("stream"), "a", 70, "b");
        engine.close();

        engine = engine("replay: { pace: original }");

        assertThat(stream(method("stream"))).containsExactly("a", "b");
        assertThat(waited).containsExactly(70L);
    }

    @Test
    void partsComeAtAPaceThatIsNamed() throws Exception {
        engine = engine("replay: { pace: 50 tokens/s }");
        record(method("stream"), "a", 500, "b", "c");

        assertThat(stream(method("stream"))).containsExactly("a", "b", "c");
        assertThat(waited).containsExactly(20L, 20L, 20L);
    }

    @Test
    void anIterableIsGoneThroughAtItsPaceAsOftenAsOneLikes() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod method = method("iterable");
        record(method, "a", 30, "b");

        Iterable<?> hit = (Iterable<?>) hit(method);

        assertThat(new ArrayList<Object>(List.of(hit.iterator().next()))).containsExactly("a");
        waited.clear();
        List<Object> all = new ArrayList<>();
        hit.forEach(all::add);
        assertThat(all).containsExactly("a", "b");
        assertThat(waited).containsExactly(30L);
        ((AutoCloseable) hit).close();
    }

    @Test
    void aCollectionThatIsDeclaredAsAnIterableStaysOne() throws Exception {
        engine = engine();
        CachedMethod method = method("iterable");

        engine.exit((Miss) enter(method), new ArrayDeque<>(List.of("a", "b")), null);

        assertThat(hit(method)).isInstanceOf(ArrayDeque.class);
        assertThat((Iterable<?>) hit(method)).hasSize(2);
    }

    @Test
    void anIterableOutlivesTheProcess() throws Exception {
        engine = engine();
        record(method("iterable"), "a", "b");
        engine.close();

        engine = engine();

        assertThat((Iterable<?>) hit(method("iterable"))).hasSize(2);
    }

    @Test
    void whatIsSaidOfAMethodCountsForItAlone() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod steady = method("stream", "replay: { pace: 10 tokens/s }");
        record(steady, "a", 30, "b");
        CachedMethod atOnce = method("callback", "callback: { argument: 1 }", "replay: { pace: immediate }");
        callBack(atOnce, "a", 30, "b");
        CachedMethod asRecorded = method("iterator");
        record(asRecorded, "a", 30, "b");

        assertThat(stream(steady)).containsExactly("a", "b");
        assertThat(waited).containsExactly(100L, 100L);
        waited.clear();
        assertThat(calledBack(atOnce)).containsExactly("a", "b");
        assertThat(waited).isEmpty();
        assertThat((Iterator<?>) hit(asRecorded)).toIterable().hasSize(2);
        assertThat(waited).containsExactly(30L);
    }

    @Test
    void whatIsSaidOfAMethodCountsThoughTheCatalogueKnowsIt() throws Exception {
        engine = engine();
        MethodRule own = method("stream", "replay: { pace: original }").rule();
        MethodRule catalogues = method("stream").rule();

        assertThat(own.on(catalogues).pace()).isEqualTo(new Pace.Original());
        assertThat(own.ignoring(List.of()).pace()).isEqualTo(new Pace.Original());
    }

    @Test
    void whoIsSlowHimselfWaitsNoLongerForThat() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod method = method("iterator");
        record(method, "a", 50, "b", 50, "c");

        Iterator<?> parts = (Iterator<?>) hit(method);
        parts.next();
        nanos.addAndGet(70 * MILLISECOND);
        parts.next();
        parts.next();

        assertThat(waited).containsExactly(30L);
    }

    @Test
    void whoIsInterruptedWaitsNoMore() throws Exception {
        engine = engine("replay: { pace: original }");
        record(method("stream"), "a", 50, "b");
        Object hit = hit(method("stream"));

        Thread.currentThread().interrupt();
        List<?> parts = ((Stream<?>) hit).toList();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(parts).hasSize(2);
        assertThat(waited).isEmpty();
    }

    @Test
    void noThreadThatAsksAPublisherIsMadeToWait() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod method = method("publisher");
        subscribe(assembled(method, publisherOf("a", "b")), Long.MAX_VALUE);

        Received received = subscribe(assembled(method, publisherOf()), Long.MAX_VALUE);

        assertThat(received.parts).containsExactly("a", "b");
        assertThat(waited).containsExactly(40L, 40L);
        assertThat(waiters).doesNotContain(Thread.currentThread());
        assertThat(waiters.get(0).getName()).isEqualTo("reprise-replay");
    }

    @Test
    void aPublisherOfPacedPartsHandsOverWhatWasAskedFor() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod method = method("publisher");
        subscribe(assembled(method, publisherOf("a", "b", "c")), Long.MAX_VALUE);

        Received received = subscribe(assembled(method, publisherOf()), 1);

        assertThat(received.parts).containsExactly("a", "b", "c");
    }

    @Test
    void aCallbackIsCalledAtTheSamePace() throws Exception {
        engine = engine("replay: { pace: original }");
        CachedMethod method = method("callback", "callback: { argument: 1 }");
        callBack(method, "a", 90, "b");

        assertThat(calledBack(method)).containsExactly("a", "b");
        assertThat(waited).containsExactly(90L);
    }

    @Test
    void aRecordingOfTooManyPartsIsDroppedAndTheStreamIsNotDisturbed() throws Exception {
        engine = engine("recording: { max-parts: 2 }");
        CachedMethod method = method("stream");

        assertThat(record(method, "a", "b", "c")).containsExactly("a", "b", "c");
        assertThat(enter(method)).isInstanceOf(Miss.class);
        assertThat(engine.figures().get(0).whyNone()).contains("more than 2 parts (recording.max-parts)");

        assertThat(record(method, "a", "b")).containsExactly("a", "b");
        assertThat(enter(method)).isInstanceOf(Hit.class);
    }

    @Test
    void aRecordingThatTakesTooLongIsDroppedAndTheStreamIsNotDisturbed() throws Exception {
        engine = engine("recording: { max-time: 1s }");
        CachedMethod method = method("stream");

        assertThat(record(method, "a", 600, "b", 600, "c")).containsExactly("a", "b", "c");
        assertThat(enter(method)).isInstanceOf(Miss.class);
        assertThat(engine.figures().get(0).whyNone()).contains("took longer than 1 s (recording.max-time)");
    }

    /** Answers a call with parts; a number lets so many milliseconds pass before the next one. */
    private List<Object> record(CachedMethod method, Object... partsAndTimes) throws Exception {
        Stream<Object> parts = Stream.of(partsAndTimes).filter(each -> {
            if (each instanceof Integer millis) {
                nanos.addAndGet(millis * MILLISECOND);
            }
            return each instanceof String;
        });
        Iterable<Object> iterable = parts::iterator;
        Object real = method.name().endsWith("#iterator")
                ? parts.iterator()
                : method.name().endsWith("#iterable") ? iterable : parts;
        Object handed = engine.exit((Miss) enter(method), real, null);
        List<Object> pulled = new ArrayList<>();
        if (handed instanceof Iterator<?> iterator) {
            iterator.forEachRemaining(pulled::add);
        } else if (handed instanceof Iterable<?> elements) {
            elements.forEach(pulled::add);
        } else {
            ((Stream<?>) handed).forEach(pulled::add);
        }
        waited.clear();
        return pulled;
    }

    /** Answers a call by calling back, with times as above. */
    private void callBack(CachedMethod method, Object... tokensAndTimes) {
        Consumer<String> nobody = token -> {};
        Calling calling = (Calling) engine.enter(method, new Service(), new Object[] {"question", nobody});
        @SuppressWarnings("unchecked")
        Consumer<String> recorded = (Consumer<String>) calling.callback().callback();
        for (Object each : tokensAndTimes) {
            if (each instanceof Integer millis) {
                nanos.addAndGet(millis * MILLISECOND);
            } else {
                recorded.accept((String) each);
            }
        }
        engine.exit(calling, null, null);
    }

    private List<String> calledBack(CachedMethod method) throws Exception {
        List<String> tokens = new ArrayList<>();
        Consumer<String> taking = tokens::add;
        ((Replay) engine.enter(method, new Service(), new Object[] {"question", taking}))
                .replay()
                .call();
        return tokens;
    }

    private Lookup enter(CachedMethod method) {
        return engine.enter(method, new Service(), new Object[] {"question"});
    }

    private Object hit(CachedMethod method) {
        return ((Hit) enter(method)).value();
    }

    private List<Object> stream(CachedMethod method) {
        return new ArrayList<>(((Stream<?>) hit(method)).toList());
    }

    private Flow.Publisher<?> assembled(CachedMethod method, Flow.Publisher<String> real) {
        return (Flow.Publisher<?>) engine.assembled((Assembly) enter(method), real);
    }

    /** Hands each part over 40 ms after the one before. */
    private Flow.Publisher<String> publisherOf(String... parts) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                for (String part : parts) {
                    nanos.addAndGet(40 * MILLISECOND);
                    subscriber.onNext(part);
                }
                subscriber.onComplete();
            }

            @Override
            public void cancel() {}
        });
    }

    private record Received(List<Object> parts, CountDownLatch ended, long batch, int times)
            implements Flow.Subscriber<Object> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            for (int i = 0; i < times; i++) {
                subscription.request(batch);
            }
        }

        @Override
        public void onNext(Object part) {
            parts.add(part);
        }

        @Override
        public void onError(Throwable failure) {
            parts.add(failure);
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }

    private Received subscribe(Flow.Publisher<?> publisher, long batch) throws Exception {
        waited.clear();
        Received received = new Received(
                Collections.synchronizedList(new ArrayList<>()), new CountDownLatch(1), batch, batch == 1 ? 3 : 1);
        publisher.subscribe(received);
        assertThat(received.ended.await(30, TimeUnit.SECONDS)).isTrue();
        return received;
    }

    private Engine engine(String... lines) throws Exception {
        LongConsumer pause = wait -> {
            waiters.add(Thread.currentThread());
            waited.add(wait / MILLISECOND);
            nanos.addAndGet(wait);
        };
        return new Engine(
                load(lines), (module, name) -> {}, new Clocks(new FixedClock(), nanos::get, pause, new CpuClock()));
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\nhome: " + folder.resolve("home"));
        return Unhurried.load(file, folder);
    }

    private CachedMethod method(String name, String... settings) throws Exception {
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> lines =
                new ArrayList<>(List.of("methods:", "  - method: " + Service.class.getName() + "#" + name));
        for (String setting : settings) {
            lines.add("    " + setting);
        }
        return engine.method(
                new Target(method, Service.class.getName(), List.of("question", "tokens")),
                load(lines.toArray(String[]::new)).methods().get(0));
    }
}
