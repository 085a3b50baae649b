package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.epoch.Subject;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls get whose provider fails, of entries whose time is over. */
class StaleIfErrorTest extends ReopenedEngines {

    private static final String TTL = "ttl: 1h";
    private static final String WINDOW = "stale-if-error: 2h";
    private static final Throwable REFUSED = refused();

    /** A connection that an HTTP client could not make. */
    private static Throwable refused() {
        ConnectException refused = new ConnectException("refused");
        refused.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("jdk.internal.net.http.HttpClientImpl", "send", "HttpClientImpl.java", 1)
        });
        return new IllegalStateException("no summary", refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void anEntryAnswersUntilItsWindowEnds(String only) throws Exception {
        for (String name : List.of("answer", "words")) {
            CachedMethod method = open(only(only), name, TTL, WINDOW);
            Object value = name.equals("answer") ? "recorded" : List.of("recorded");
            store(method, value);
            if (only.equals("disk")) {
                method = reopen(only(only), name, TTL, WINDOW);
            }

            clock.advance(Duration.ofMinutes(59));
            assertThat(enter(method)).isEqualTo(new Hit(value));
            clock.advance(Duration.ofMinutes(1));
            for (int i = 0; i < 12; i++) {
                Object instead = fail(method, REFUSED);
                assertThat(instead).isInstanceOf(StaleHit.class).isEqualTo(new Hit(value));
                assertThat(((StaleHit) instead).ageMillis())
                        .isBetween((60L + 10 * i) * 60_000, (60L + 10 * i) * 60_000 + 1000);
                clock.advance(Duration.ofMinutes(10));
            }

            assertThat(fail(method, REFUSED)).isNull();
        }
    }

    @Test
    void aFailureOfTheServicesOwnIsItsCallers() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        assertThat(fail(method, new IllegalArgumentException("no question"))).isNull();
        assertThat(fail(method, new ConnectException("to a database"))).isNull();
        assertThat(fail(method, new IOException("no such file"))).isNull();
        assertThat(fail(method, REFUSED)).isEqualTo(new Hit("recorded"));
    }

    @Test
    void nothingAnswersUnlessAskedTo() throws Exception {
        CachedMethod method = open("", "answer", TTL);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        assertThat(fail(method, REFUSED)).isNull();
    }

    @Test
    void whatWasEvictedAnswersNothing() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(fail(method, REFUSED)).isNull();
    }

    @Test
    void whoAsksForYoungOrNewAnswersGetsTheFailure() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        for (String control : List.of("refresh", "max-age")) {
            Runnable end = engine.beginControl(control, 86_400_000L);
            assertThat(fail(method, REFUSED)).as(control).isNull();
            end.run();
        }

        assertThat(fail(method, REFUSED)).isEqualTo(new Hit("recorded"));
    }

    @Test
    void whoIsInterruptedGetsNoAnswer() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        Thread.currentThread().interrupt();
        Object instead = fail(method, REFUSED);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(instead).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl-from: creation", "ttl-from: last-use"})
    void aWindowThatWasTakenAwayHoldsNoMore(String from) throws Exception {
        store(open("", "answer", TTL, WINDOW, from), "recorded");

        CachedMethod method = reopen("", "answer", TTL, from);
        clock.advance(Duration.ofMinutes(61));

        assertThat(enter(method)).isInstanceOf(Miss.class);
        assertThat(fail(method, REFUSED)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl-from: creation", "ttl-from: last-use"})
    void whatWasWrittenWithoutAWindowIsLetGoAsItWasToBe(String from) throws Exception {
        store(open("", "answer", TTL, from), "recorded");

        CachedMethod method = reopen("", "answer", TTL, WINDOW, from);
        clock.advance(Duration.ofMinutes(61));

        assertThat(enter(method)).isInstanceOf(Miss.class);
        assertThat(fail(method, REFUSED)).isNull();
    }

    @Test
    void aHitExtendsTheTimeAndAStaleAnswerDoesNot() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW, "ttl-from: last-use");
        store(method, "recorded");

        clock.advance(Duration.ofMinutes(50));
        assertThat(enter(method)).isEqualTo(new Hit("recorded"));
        clock.advance(Duration.ofMinutes(50));
        assertThat(enter(method)).isEqualTo(new Hit("recorded"));
        clock.advance(Duration.ofMinutes(100));
        assertThat(fail(method, REFUSED)).isEqualTo(new Hit("recorded"));
        clock.advance(Duration.ofMinutes(79));
        assertThat(fail(method, REFUSED)).isEqualTo(new Hit("recorded"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(fail(method, REFUSED)).isNull();
    }

    @Test
    void staleAnswersAreCountedApart() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "recorded");
        enter(method);
        clock.advance(Duration.ofMinutes(61));
        fail(method, REFUSED);
        fail(method, REFUSED);
        fail(method, new IllegalStateException());

        Figures figures = engine.figures().get(0).figures();

        assertThat(figures.hits()).isEqualTo(1);
        assertThat(figures.misses()).isEqualTo(4);
        assertThat(figures.stale()).isEqualTo(2);
        assertThat(figures.staleForFailure()).isEqualTo(2);
    }

    @Test
    void whatIsMadeOfAStaleAnswerIsNotKept() throws Exception {
        CachedMethod inner = open("", "answer", TTL, WINDOW);
        store(inner, "recorded");
        clock.advance(Duration.ofMinutes(61));
        CachedMethod outer = method("", "words", TTL);

        Miss around = (Miss) enter(outer);
        fail(inner, REFUSED);
        engine.exit(around, List.of("made of it"), null);
        Lookup again = enter(outer);
        engine.exit((Miss) again, List.of("made of what is new"), null);

        assertThat(again).isInstanceOf(Miss.class);
        assertThat(enter(outer)).isEqualTo(new Hit(List.of("made of what is new")));
    }

    @Test
    void whatIsMadeOfAStaleAnswerOfAnotherThreadIsNotKept() throws Exception {
        CachedMethod inner = open("", "answer", TTL, WINDOW);
        store(inner, "recorded");
        clock.advance(Duration.ofMinutes(61));
        CachedMethod outer = method("", "words", TTL);

        Miss around = (Miss) enter(outer);
        CompletableFuture.runAsync(() -> fail(inner, REFUSED)).join();
        engine.exit(around, List.of("made of it"), null);

        assertThat(enter(outer)).isInstanceOf(Miss.class);
    }
}
