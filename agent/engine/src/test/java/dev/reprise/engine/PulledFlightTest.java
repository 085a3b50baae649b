package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for an equal one whose answer is pulled by its caller. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PulledFlightTest {

    /** Longer than any test may take: who waits for one of the bounds fails. */
    private static final String PATIENT = "single-flight: { wait: 1h, pause: 1h }";

    private static final String HASTY = "single-flight: { wait: 1h, pause: 1ms }";
    private static final String ASKED = "single-flight: on";

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private final List<WovenLater> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(WovenLater::close);
    }

    private WovenLater woven(String setting, String method) throws Exception {
        return woven(setting, method, ASKED);
    }

    /** Each real call answers with words of its own. */
    private WovenLater woven(String setting, String method, String ofMethod) throws Exception {
        WovenLater woven = new WovenLater(folder, setting).with(method, ofMethod);
        opened.add(woven);
        woven.called = arguments -> answer(method, words());
        return woven;
    }

    private List<String> words() {
        int call = calls.incrementAndGet();
        return List.of("call", String.valueOf(call));
    }

    private static Object answer(String method, List<String> words) {
        return switch (method) {
            case "words" -> words.iterator();
            case "stream" -> words.stream();
            default -> (Iterable<String>) words::iterator;
        };
    }

    private static List<String> all(Iterator<String> words) {
        List<String> all = new ArrayList<>();
        words.forEachRemaining(all::add);
        return all;
    }

    /** A call on a thread of its own. */
    private static final class Caller<T> {

        private final FutureTask<T> found;
        private final Thread thread;

        Caller(Callable<T> call) {
            found = new FutureTask<>(call);
            thread = new Thread(found, "caller");
            thread.setDaemon(true);
            thread.start();
        }

        /** Returns when it waits. */
        Caller<T> waits() {
            eventually(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
            assertThat(thread.isAlive()).as("it waits").isTrue();
            return this;
        }

        T found() throws Exception {
            return found.get();
        }
    }

    private static Caller<List<String>> asks(WovenLater woven) {
        return new Caller<>(() -> all(woven.service.words("q")));
    }

    private static List<Caller<List<String>>> ask(WovenLater woven, int times) {
        List<Caller<List<String>>> callers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            callers.add(asks(woven).waits());
        }
        return callers;
    }

    @Test
    void whatOnePullsToItsEndAllGet() throws Exception {
        WovenLater woven = woven(PATIENT, "words");
        Iterator<String> leader = woven.service.words("q");
        List<Caller<List<String>>> others = ask(woven, 20);

        assertThat(all(leader)).containsExactly("call", "1");

        for (Caller<List<String>> other : others) {
            assertThat(other.found()).containsExactly("call", "1");
        }
        assertThat(calls).hasValue(1);
        assertThat(woven.figures().misses()).isEqualTo(1);
        assertThat(woven.figures().coalesced()).isEqualTo(20);
        assertThat(woven.figures().stored()).isEqualTo(1);
    }

    @Test
    void aStreamIsWaitedForAsWell() throws Exception {
        WovenLater woven = woven(PATIENT, "stream");
        try (Stream<String> leader = woven.service.stream("q")) {
            Caller<List<String>> other =
                    new Caller<>(() -> woven.service.stream("q").toList()).waits();

            assertThat(leader.toList()).containsExactly("call", "1");

            assertThat(other.found()).containsExactly("call", "1");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatIsGoneThroughIsWaitedForAsWell() throws Exception {
        WovenLater woven = woven(PATIENT, "list");
        Iterable<String> leader = woven.service.list("q");
        Caller<List<String>> other =
                new Caller<>(() -> all(woven.service.list("q").iterator())).waits();

        leader.forEach(word -> {});

        assertThat(other.found()).containsExactly("call", "1");
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatTurnsOutToBeAValueIsThereAtOnce() throws Exception {
        WovenLater woven = woven(PATIENT, "list");
        CountDownLatch goesOn = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        woven.called = arguments -> {
            List<String> words = words();
            runs.countDown();
            await(goesOn);
            return words;
        };
        Caller<Iterable<String>> leader = new Caller<>(() -> woven.service.list("q"));
        runs.await();
        Caller<Iterable<String>> other = new Caller<>(() -> woven.service.list("q")).waits();

        goesOn.countDown();

        assertThat(other.found()).containsExactly("call", "1");
        assertThat(leader.found()).containsExactly("call", "1");
        assertThat(calls).hasValue(1);
    }

    @Test
    void whoDoesNotPullHoldsUpNobody() throws Exception {
        WovenLater woven = woven(HASTY, "words");
        Iterator<String> unread = woven.service.words("q");

        List<String> other = asks(woven).found();

        assertThat(other).containsExactly("call", "2");
        assertThat(all(unread)).containsExactly("call", "1");
    }

    @Test
    void whoGoesOnPullingAfterOthersGaveUpIsRecordedAllTheSame() throws Exception {
        WovenLater woven = woven(HASTY, "words");
        Iterator<String> slow = woven.service.words("q");
        Caller<Iterator<String>> other = new Caller<>(() -> woven.service.words("q"));
        other.found(); // Which it does not pull.

        all(slow);

        assertThat(all(woven.service.words("q"))).containsExactly("call", "1");
    }

    @Test
    void whoHasTheStreamDoesNotWaitForHimself() throws Exception {
        WovenLater woven = woven(PATIENT, "words");
        Caller<List<String>> both = new Caller<>(() -> {
            Iterator<String> unread = woven.service.words("q");
            List<String> second = all(woven.service.words("q"));
            return List.of(all(unread).get(1), second.get(1));
        });

        assertThat(both.found()).containsExactly("1", "2");
    }

    @Test
    void whoPullsIsNotWaitedForByHimselfWhoeverMadeTheCall() throws Exception {
        WovenLater woven = woven(PATIENT, "words");
        Iterator<String> handedOn = woven.service.words("q");

        Caller<List<String>> puller = new Caller<>(() -> {
            handedOn.next();
            return all(woven.service.words("q"));
        });

        assertThat(puller.found()).containsExactly("call", "2");
    }

    @Test
    void twoThatWouldWaitForEachOtherDoNot() throws Exception {
        WovenLater woven = woven(PATIENT, "words");
        CountDownLatch oneHas = new CountDownLatch(1);
        CountDownLatch otherHas = new CountDownLatch(1);
        Caller<List<String>> one = new Caller<>(() -> {
            Iterator<String> unread = woven.service.words("one");
            oneHas.countDown();
            otherHas.await();
            List<String> all = all(woven.service.words("other"));
            unread.forEachRemaining(word -> {});
            return all;
        });
        Caller<List<String>> other = new Caller<>(() -> {
            Iterator<String> unread = woven.service.words("other");
            otherHas.countDown();
            oneHas.await();
            List<String> all = all(woven.service.words("one"));
            unread.forEachRemaining(word -> {});
            return all;
        });

        assertThat(one.found()).hasSize(2);
        assertThat(other.found()).hasSize(2);
    }

    @Test
    void whereTheFirstHasEnoughOneOfTheOthersMakesTheCall() throws Exception {
        WovenLater woven = woven(PATIENT, "stream");
        Stream<String> leader = woven.service.stream("q");
        List<Caller<List<String>>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(new Caller<>(() -> woven.service.stream("q").toList()).waits());
        }

        leader.close();

        for (Caller<List<String>> other : others) {
            assertThat(other.found()).containsExactly("call", "2");
        }
        assertThat(calls).hasValue(2);
    }

    private static Iterator<String> failing(RuntimeException failure) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                throw failure;
            }
        };
    }

    private WovenLater failingFirst(String setting, RuntimeException failure) throws Exception {
        WovenLater woven = woven(setting, "words");
        woven.called = arguments ->
                calls.incrementAndGet() == 1 ? failing(failure) : List.of("own").iterator();
        return woven;
    }

    @Test
    void whereItBreaksOffEachMakesHisOwnCall() throws Exception {
        WovenLater woven = failingFirst(PATIENT, new IllegalStateException("broken"));
        Iterator<String> leader = woven.service.words("q");
        List<Caller<List<String>>> others = ask(woven, 3);

        assertThatThrownBy(() -> all(leader)).hasMessage("broken");

        for (Caller<List<String>> other : others) {
            assertThat(other.found()).containsExactly("own");
        }
        assertThat(calls).hasValueGreaterThan(1);
    }

    @Test
    void whatCannotEvenBeBegunIsWaitedForNoLonger() throws Exception {
        WovenLater woven = woven(PATIENT, "list");
        woven.called = arguments -> calls.incrementAndGet() % 2 == 1 ? unbegun() : List.of("own");
        Iterable<String> leader = woven.service.list("q");
        Caller<Iterable<String>> other = new Caller<>(() -> woven.service.list("q")).waits();

        assertThatThrownBy(leader::iterator).hasMessage("broken");

        assertThat(other.found()).containsExactly("own");
        Iterable<String> split = woven.service.list("other");
        Caller<Iterable<String>> third = new Caller<>(() -> woven.service.list("other")).waits();

        assertThatThrownBy(split::spliterator).hasMessage("broken");

        assertThat(third.found()).containsExactly("own");
    }

    private static Iterable<String> unbegun() {
        return () -> {
            throw new IllegalStateException("broken");
        };
    }

    @Test
    void whereFailuresAreSharedWhoWaitedFailsAsWell() throws Exception {
        WovenLater woven = failingFirst(
                "single-flight: { wait: 1h, pause: 1h, share-failures: true }", new IllegalStateException("broken"));
        Iterator<String> leader = woven.service.words("q");
        List<Caller<List<String>>> others = ask(woven, 3);

        assertThatThrownBy(() -> all(leader)).hasMessage("broken");

        for (Caller<List<String>> other : others) {
            assertThatThrownBy(other::found).rootCause().hasMessage("broken");
        }
        assertThat(calls).hasValue(1);
    }

    /** The real call has not failed: it is his own code, which no other caller knows of. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWhoeverPullsItThrowsHimselfIsSharedWithNobody(boolean isStream) throws Exception {
        WovenLater woven =
                woven("single-flight: { wait: 1h, pause: 1h, share-failures: true }", isStream ? "stream" : "list");
        Stream<String> stream = isStream ? woven.service.stream("q") : null;
        Iterable<String> list = isStream ? null : woven.service.list("q");
        Caller<List<String>> other = new Caller<>(() -> isStream
                        ? woven.service.stream("q").toList()
                        : all(woven.service.list("q").iterator()))
                .waits();
        Consumer<String> own = word -> {
            throw new NumberFormatException("of " + word);
        };

        assertThatThrownBy(() -> {
                    if (stream == null) {
                        list.forEach(own);
                    } else {
                        stream.forEach(own);
                    }
                })
                .hasMessage("of call");

        assertThat(other.found()).containsExactly("call", "2");
        assertThat(calls).hasValue(2);
    }

    @Test
    void whatWhoeverGetsTheFirstOfAStreamThrowsHimselfIsSharedWithNobody() throws Exception {
        WovenLater woven = woven("single-flight: { wait: 1h, pause: 1h, share-failures: true }", "stream");
        Stream<String> stream = woven.service.stream("q");
        Caller<List<String>> other =
                new Caller<>(() -> woven.service.stream("q").toList()).waits();

        assertThatThrownBy(() -> stream.map(Integer::valueOf).anyMatch(number -> number > 0))
                .isInstanceOf(NumberFormatException.class);

        assertThat(other.found()).containsExactly("call", "2");
    }

    @Test
    void whereTheFirstIsInterruptedOneOfTheOthersMakesTheCall() throws Exception {
        WovenLater woven = failingFirst(PATIENT, new UncheckedIOException(new InterruptedIOException("interrupted")));
        Iterator<String> leader = woven.service.words("q");
        List<Caller<List<String>>> others = ask(woven, 5);

        assertThatThrownBy(() -> all(leader)).isInstanceOf(UncheckedIOException.class);

        for (Caller<List<String>> other : others) {
            assertThat(other.found()).containsExactly("own");
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void whoIsInterruptedWhileHeWaitsMakesHisOwnCall() throws Exception {
        WovenLater woven = woven(PATIENT, "words");
        Iterator<String> leader = woven.service.words("q");
        boolean[] stays = new boolean[1];
        Caller<List<String>> other = new Caller<>(() -> {
                    Iterator<String> own = woven.service.words("q");
                    stays[0] = Thread.interrupted();
                    return all(own);
                })
                .waits();
        Caller<List<String>> third = asks(woven).waits();

        other.thread.interrupt();

        assertThat(other.found()).containsExactly("call", "2");
        assertThat(stays[0]).isTrue();
        all(leader);
        assertThat(third.found()).first().isEqualTo("call");
        assertThat(calls).hasValue(2);
    }

    /** It may only make what asks, on a thread that is not to wait. */
    @Test
    void ofAMethodOfTheServicesOwnNobodyWaitsUnlessTheUserSaysSo() throws Exception {
        WovenLater woven = woven(PATIENT, "words", "ttl: 1h");
        Iterator<String> unread = woven.service.words("q");

        assertThat(asks(woven).found()).containsExactly("call", "2");
        assertThat(unread).hasNext();
    }

    @Test
    void whatCannotBeKeptIsWaitedForNoLongerThanThatIsKnown() throws Exception {
        WovenLater woven = woven(PATIENT + "\nrecording: { max-parts: 1 }", "words");
        BlockingQueue<String> more = new LinkedBlockingQueue<>(List.of("a", "b"));
        woven.called = arguments ->
                calls.incrementAndGet() == 1 ? more.iterator() : List.of("own").iterator();
        Iterator<String> leader = woven.service.words("q");
        Caller<List<String>> other = asks(woven).waits();
        leader.next();

        leader.next(); // Of more to come.

        assertThat(other.found()).containsExactly("own");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
