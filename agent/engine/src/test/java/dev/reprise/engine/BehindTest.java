package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.standing.Reach;
import dev.reprise.engine.thread.Background;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real calls that are made behind callers whom an entry answers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BehindTest {

    private static final String ANYWHERE = "ttl: 1h, single-flight: on";
    private static final String STALE = ANYWHERE + ", stale-while-revalidate: 2h";

    /** Of one method. */
    private static final int MOST = Background.MOST / 2;

    static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** The threads that ran the body, in the order in which they began. */
    private final List<Thread> bodies = new CopyOnWriteArrayList<>();

    /** What the body answers or throws, if it is not asked on this thread. */
    private final AtomicReference<Object> behind = new AtomicReference<>("new");

    /** Those that another test has left behind. */
    private final List<Thread> ofOthers = asking();

    private WovenLater woven;

    @AfterEach
    void close() {
        TENANT.remove();
        goOn.countDown();
        woven.close();
    }

    private WovenLater.Service service(String method, String settings) throws Exception {
        woven = new WovenLater(folder, "", clock).with(method, settings);
        Thread self = Thread.currentThread();
        woven.called = arguments -> {
            bodies.add(Thread.currentThread());
            return Thread.currentThread() == self ? "old" : behind();
        };
        return woven.service;
    }

    private Object behind() {
        try {
            goOn.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        if (behind.get() instanceof RuntimeException failure) {
            throw failure;
        }
        return behind.get();
    }

    /** Waits until nobody asks any more. */
    private void untilAnswered() throws InterruptedException {
        for (Thread body : bodies) {
            if (body != Thread.currentThread()) {
                body.join();
            }
        }
    }

    /** Waits until none is about to ask, either, if nothing waits for a thread: one that ends while they are listed may not be seen, nor its next. */
    private void untilNobodyAsks() throws InterruptedException {
        for (List<Thread> asking = own(); !asking.isEmpty(); asking = own()) {
            for (Thread each : asking) {
                each.join(); // Whoever follows it has begun before.
            }
        }
    }

    private List<Thread> own() {
        List<Thread> own = new ArrayList<>(asking());
        own.removeAll(ofOthers);
        return own;
    }

    private static List<Thread> asking() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reprise-behind"))
                .toList();
    }

    @Test
    void theEntryAnswersTheOneToo() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        List<String> answers = List.of(service.answer("q"), service.answer("q"), service.answer("q"));
        eventually(() -> bodies.size() == 2);
        goOn.countDown();
        untilAnswered();

        assertThat(answers).containsOnly("old");
        assertThat(bodies.get(1).getName()).isEqualTo("reprise-behind");
        assertThat(service.answer("q")).isEqualTo("new");
        assertThat(bodies).hasSize(2);
        assertThat(woven.figures())
                .extracting(Figures::calls, Figures::misses, Figures::hits, Figures::stale, Figures::stored)
                .containsExactly(5L, 1L, 4L, 3L, 2L);
    }

    /** The method may look there as well. */
    @Test
    void aCallWhoseTenantHangsOnItsThreadIsMadeThere() throws Exception {
        String ofThread = ", tenant: { thread-local: " + BehindTest.class.getName() + "#TENANT }";
        WovenLater.Service service = service("answer", STALE + ofThread);
        TENANT.set("acme");
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        service.answer("q");

        assertThat(bodies).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @Test
    void theOtherwiseFirstCallAheadOfTheEndIsAHit() throws Exception {
        WovenLater.Service service = service("answer", ANYWHERE + ", refresh-ahead: 20%");
        service.answer("q");
        clock.advance(Duration.ofMinutes(50));

        assertThat(service.answer("q")).isEqualTo("old");
        goOn.countDown();
        eventually(() -> bodies.size() == 2);
        untilAnswered();

        assertThat(service.answer("q")).isEqualTo("new");
        assertThat(woven.figures())
                .extracting(Figures::misses, Figures::hits, Figures::stale)
                .containsExactly(1L, 2L, 0L);
    }

    @Test
    void ofAMethodThatMayDependOnItsThreadTheFirstCallAsks() throws Exception {
        WovenLater.Service service = service("answer", "ttl: 1h, stale-while-revalidate: 2h");
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        service.answer("q");

        assertThat(bodies).containsOnly(Thread.currentThread()).hasSize(2);
    }

    @Test
    void ofACallWhoseArgumentItsCallerMayChangeTheFirstAsks() throws Exception {
        WovenLater.Service service = service("embed", STALE);
        woven.called = arguments -> {
            bodies.add(Thread.currentThread());
            return List.of("a");
        };
        service.embed(new ArrayList<>(List.of("a")));
        clock.advance(Duration.ofMinutes(90));

        service.embed(new ArrayList<>(List.of("a")));

        assertThat(bodies).containsOnly(Thread.currentThread()).hasSize(2);
    }

    @Test
    void whatTheProviderFailsToAnswerIsAskedForLater() throws Exception {
        WovenLater.Service service =
                service("answer", STALE + ", negative-ttl: 9h, negative-exceptions: [java.io.UncheckedIOException]");
        goOn.countDown();
        behind.set(new UncheckedIOException(new HttpTimeoutException("as told")));
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        for (int i = 0; i < 5; i++) {
            assertThat(service.answer("q")).isEqualTo("old");
            int asked = i + 2;
            eventually(() -> bodies.size() == asked);
            untilAnswered();
            clock.advance(Duration.ofSeconds(30));
        }

        assertThat(bodies.subList(1, 6)).doesNotContain(Thread.currentThread());
        assertThat(woven.figures().staleForFailure()).isZero();
        clock.advance(Duration.ofHours(2));
        assertThat(service.answer("q")).as("no failure is remembered").isEqualTo("old");
        assertThat(bodies).last().isSameAs(Thread.currentThread());
    }

    @Test
    void aProviderThatFailsIsAskedLessAndLessOften() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        goOn.countDown();
        behind.set(new UncheckedIOException(new HttpTimeoutException("as told")));
        for (int i = 0; i < 10; i++) {
            service.answer("q" + i);
        }
        clock.advance(Duration.ofMinutes(90));
        bodies.clear();

        int asked = 0;
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            asksOnce(service);
            asked++;
            clock.advance(Duration.ofMillis(pause * 1000 - 1));
            for (int i = 0; i < 10; i++) {
                assertThat(service.answer("q" + i)).as("in the pause").isEqualTo("old");
            }
            untilNobodyAsks();
            assertThat(bodies).as("in the pause of " + pause + " s").hasSize(asked);
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(bodies).hasSize(7).doesNotContain(Thread.currentThread());

        behind.set("new");
        asksOnce(service);
        assertThat(service.answer("q0")).isEqualTo("new");
        service.answer("q1");
        eventually(() -> bodies.size() == 9);
    }

    /** As long as all that is to be had below is old, the next answer is not new, either. */
    @ParameterizedTest
    @ValueSource(strings = {ANYWHERE, "ttl: 1h"})
    void whatIsMadeOfOldAnswersIsAskedForLessAndLessOften(String where) throws Exception {
        WovenLater.Service service = service("answer", where + ", stale-while-revalidate: 2h");
        woven.with("later", STALE);
        goOn.countDown();
        service.answer("q0");
        CompletableFuture<String> first = service.later("below");
        woven.futures.get(0).complete("old");
        first.join();
        clock.advance(Duration.ofMinutes(90));
        service.later("below").join();
        eventually(() -> woven.futures.size() == 2);
        Function<Object[], Object> body = woven.called;
        woven.called = arguments -> {
            service.later("below").join();
            return body.apply(arguments);
        };

        int asked = 1;
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            service.answer("q0");
            untilNobodyAsks();
            asked++;
            assertThat(bodies).as("before a pause of " + pause + " s").hasSize(asked);
            clock.advance(Duration.ofMillis(pause * 1000 - 1));
            for (int i = 0; i < 10; i++) {
                assertThat(service.answer("q0")).as("in the pause").isEqualTo("old");
            }
            untilNobodyAsks();
            assertThat(bodies).as("in the pause of " + pause + " s").hasSize(asked);
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(stored("answer")).isEqualTo(1);

        woven.futures.get(1).complete("made while others got old answers");
        clock.advance(Duration.ofSeconds(1));
        service.later("below").join();
        eventually(() -> woven.futures.size() == 3);
        woven.futures.get(2).complete("new");
        eventually(() -> service.later("below").join().equals("new"));
        service.answer("q0");
        untilNobodyAsks();
        assertThat(stored("answer")).isEqualTo(2);
    }

    private long stored(String method) {
        return woven.engine.figures().stream()
                .filter(each -> each.figures().method().contains("#" + method))
                .mapToLong(each -> each.figures().stored())
                .sum();
    }

    /** Returns when the call is over. */
    private void asksOnce(WovenLater.Service service) throws InterruptedException {
        int asked = bodies.size() + 1;
        assertThat(service.answer("q0")).isEqualTo("old");
        eventually(() -> bodies.size() >= asked);
        untilAnswered();
    }

    @Test
    void aProviderThatFailsIsNotAskedForComparisonEither() throws Exception {
        WovenLater.Service service = service("answer", ANYWHERE + ", shadow: 100%");
        goOn.countDown();
        behind.set(new UncheckedIOException(new HttpTimeoutException("as told")));
        service.answer("q0");

        asksOnce(service);
        assertThat(service.answer("q0")).isEqualTo("old");
        assertThat(bodies).hasSize(2);

        clock.advance(Duration.ofSeconds(1));
        asksOnce(service);
        assertThat(bodies).hasSize(3);
    }

    @Test
    void whatFailsOtherwiseThreeTimesIsAskedOnItsCallersThreads() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        goOn.countDown();
        behind.set(new IllegalStateException("nobody is logged in"));
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        for (int i = 0; i < 3; i++) {
            assertThat(service.answer("q")).isEqualTo("old");
            int asked = i + 2;
            eventually(() -> bodies.size() == asked);
            untilAnswered();
        }
        service.answer("q");

        assertThat(bodies).hasSize(5).last().isSameAs(Thread.currentThread());
    }

    @Test
    void whatIsTooMuchIsAskedOnItsCallersThreads() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        int most = MOST + Background.LONGEST / 2;
        for (int i = 0; i <= most; i++) {
            service.answer("q" + i);
        }
        clock.advance(Duration.ofMinutes(90));
        bodies.clear();

        for (int i = 0; i < most; i++) {
            service.answer("q" + i);
        }
        eventually(() -> bodies.size() == MOST);
        service.answer("q" + most);

        assertThat(bodies).hasSize(MOST + 1).last().isSameAs(Thread.currentThread());
        goOn.countDown();
        eventually(() -> bodies.size() == most + 1);
        untilAnswered();
        assertThat(service.answer("q" + (most - 1))).isEqualTo("new");
    }

    /** What it would do can wait, and its callers cannot. */
    @ParameterizedTest
    @ValueSource(strings = {"refresh-ahead: 50%", "shadow: 100%"})
    void whatIsTooMuchAndNotNeededIsNotAsked(String setting) throws Exception {
        WovenLater.Service service = service("answer", ANYWHERE + ", " + setting);
        int most = MOST + Background.LONGEST / 2;
        for (int i = 0; i <= most; i++) {
            service.answer("q" + i);
        }
        clock.advance(Duration.ofMinutes(45));
        bodies.clear();
        behind.set("old");

        for (int i = 0; i < most; i++) {
            service.answer("q" + i);
        }
        eventually(() -> bodies.size() == MOST);

        assertThat(service.answer("q" + most)).isEqualTo("old");
        assertThat(bodies).doesNotContain(Thread.currentThread());
        assertThat(woven.figures().misses()).isEqualTo(most + 1);
        goOn.countDown();
        eventually(() -> bodies.size() == most);
        untilAnswered();
        service.answer("q" + most);
        eventually(() -> bodies.size() == most + 1);
        assertThat(bodies).last().isNotSameAs(Thread.currentThread());
    }

    @Test
    void aMethodWhoseProviderHangsKeepsNoOtherFromAsking() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        woven.with("later", STALE);
        for (int i = 0; i < MOST + 10; i++) {
            service.answer("q" + i);
        }
        CompletableFuture<String> first = service.later("q");
        woven.futures.get(0).complete("old");
        first.join();
        clock.advance(Duration.ofMinutes(90));
        for (int i = 0; i < MOST + 10; i++) {
            service.answer("q" + i);
        }

        assertThat(service.later("q").join()).isEqualTo("old");

        eventually(() -> woven.futures.size() == 2);
        woven.futures.get(1).complete("new");
        eventually(() -> service.later("q").join().equals("new"));
        assertThat(bodies.stream().filter(thread -> thread != Thread.currentThread()))
                .as("those that hang")
                .hasSizeLessThanOrEqualTo(MOST);
    }

    @Test
    void whatHasAnotherKeyByThenIsNotAsked() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        for (int i = 0; i <= MOST; i++) {
            service.answer("q" + i);
        }
        clock.advance(Duration.ofMinutes(90));
        bodies.clear();
        for (int i = 0; i <= MOST; i++) {
            service.answer("q" + i);
        }
        eventually(() -> bodies.size() == MOST);

        service.asked++; // While one waits for a thread.
        goOn.countDown();
        untilAnswered(); // With that the last one has a thread.
        untilNobodyAsks();

        assertThat(bodies).hasSize(MOST);
        assertThat(woven.figures().stored())
                .as("those had another one, too, when they ended")
                .isEqualTo(MOST + 1);
    }

    @Test
    void whatIsEvictedMeanwhileStaysSo() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));
        service.answer("q");
        eventually(() -> bodies.size() == 2);

        woven.engine.evict(Subject.Kind.SCOPE, "default");
        goOn.countDown();
        untilAnswered();

        assertThat(service.answer("q")).isEqualTo("old");
        assertThat(bodies).hasSize(3).last().isSameAs(Thread.currentThread());
    }

    @Test
    void whatIsSwitchedOffMeanwhileKeepsNothing() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));
        service.answer("q");
        eventually(() -> bodies.size() == 2);

        woven.engine.standings().mode(Reach.EVERYTHING, Mode.OFF, "a test");
        goOn.countDown();
        untilAnswered();
        woven.engine.standings().mode(Reach.EVERYTHING, Mode.ON, "a test");

        assertThat(woven.figures().stored()).isEqualTo(1);
        assertThat(service.answer("q")).as("what was there before").isEqualTo("old");
    }

    @Test
    void theCallIsOneOfItsCallersTenant() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        Runnable ended = woven.engine.beginTenant("acme");
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));
        service.answer("q");
        ended.run();
        goOn.countDown();
        eventually(() -> bodies.size() == 2);
        untilAnswered();

        assertThat(service.answer("q")).as("nobody's").isEqualTo("old");
        Runnable again = woven.engine.beginTenant("acme");
        assertThat(service.answer("q")).isEqualTo("new");
        again.run();
        assertThat(bodies).hasSize(3);
    }

    @Test
    void whoAsksForSomethingElseThanUsualGetsNoEntryAndAsksHimself() throws Exception {
        WovenLater.Service service = service("answer", STALE);
        service.answer("q");
        clock.advance(Duration.ofMinutes(90));

        Runnable ended = woven.engine.beginControl("max-age", 86_400_000L);
        service.answer("q");
        ended.run();

        assertThat(bodies).hasSize(2).containsOnly(Thread.currentThread());
    }

    @Test
    void aCallIsComparedWithItsEntryBehindItsCaller() throws Exception {
        WovenLater.Service service = service("answer", ANYWHERE + ", shadow: 100%");
        service.answer("q");

        assertThat(service.answer("q")).isEqualTo("old");
        eventually(() -> bodies.size() == 2);
        goOn.countDown();
        untilAnswered();
        woven.engine.flush();

        assertThat(bodies.get(1).getName()).isEqualTo("reprise-behind");
        Engine.MethodFigures figures = woven.engine.figures().get(0);
        assertThat(figures.findings().compared()).isEqualTo(1);
        assertThat(figures.findings().differing()).isEqualTo(1);
        assertThat(figures.figures()).extracting(Figures::misses, Figures::hits).containsExactly(1L, 1L);
    }

    @Test
    void whoeverGetsAFutureGetsOneThatIsCompleteWhileAnotherIsNot() throws Exception {
        WovenLater.Service service = service("later", STALE);
        CompletableFuture<String> first = service.later("q");
        woven.futures.get(0).complete("old");
        assertThat(first).isCompletedWithValue("old");
        clock.advance(Duration.ofMinutes(90));

        List<CompletableFuture<String>> all = woven.callLater(3, "q");
        eventually(() -> woven.futures.size() == 2);
        all.addAll(woven.callLater(3, "q"));
        assertThat(all).allMatch(future -> future.join().equals("old"));
        assertThat(woven.futures).hasSize(2);
        woven.futures.get(1).complete("new");

        eventually(() -> service.later("q").join().equals("new"));
        assertThat(woven.futures).hasSize(2);
        assertThat(woven.figures().misses()).isEqualTo(1);
    }

    @Test
    void aFutureThatFailsLeavesTheEntryAndTheNextOneAsks() throws Exception {
        WovenLater.Service service = service("later", STALE);
        service.later("q");
        woven.futures.get(0).complete("old");
        clock.advance(Duration.ofMinutes(90));
        Function<Object, Object> later = woven.later;
        woven.later = question -> {
            bodies.add(Thread.currentThread());
            return later.apply(question);
        };

        for (int i = 1; i <= 3; i++) {
            assertThat(service.later("q")).isCompletedWithValue("old");
            int asked = i;
            eventually(() -> bodies.size() == asked);
            untilAnswered();
            woven.futures.get(i).completeExceptionally(new IllegalStateException("nobody is logged in"));
        }

        assertThat(service.later("q")).as("asks himself").isNotDone();
    }

    @Test
    void aCallThatMayDependOnItsThreadIsComparedInPlaceOfItsHit() throws Exception {
        WovenLater.Service service = service("answer", "ttl: 1h, shadow: 100%");
        service.answer("q");

        service.answer("q");

        assertThat(bodies).hasSize(2).containsOnly(Thread.currentThread());
        assertThat(woven.figures().misses()).isEqualTo(2);
    }

    @Test
    void aFailureBehindItsBackIsNothingToACaller() throws Exception {
        WovenLater.Service service = service("answer", ANYWHERE + ", shadow: 100%");
        goOn.countDown();
        behind.set(new IllegalStateException("as told"));
        service.answer("q");

        for (int i = 0; i < 3; i++) {
            assertThat(service.answer("q")).isEqualTo("old");
            int asked = i + 2;
            eventually(() -> bodies.size() == asked);
            untilAnswered();
        }

        woven.called = arguments -> {
            throw new IllegalArgumentException("his own");
        };
        assertThatThrownBy(() -> service.answer("q")).as("in place of the hit").hasMessage("his own");
    }
}
