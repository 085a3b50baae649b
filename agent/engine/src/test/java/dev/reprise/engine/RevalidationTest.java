package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.epoch.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How one call asks again for what entries still answer. */
class RevalidationTest extends ReopenedEngines {

    private static final String TTL = "ttl: 1h";
    private static final String WINDOW = "stale-while-revalidate: 2h";
    private static final String AHEAD = "refresh-ahead: 20%";
    private static final RuntimeException FAILED = new IllegalStateException("failed");

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void theFirstCallAsksAgainAndTheOthersGetTheEntry(String only) throws Exception {
        CachedMethod method = open(only(only), "words", TTL, WINDOW);
        store(method, List.of("old"));
        if (only.equals("disk")) {
            method = reopen(only(only), "words", TTL, WINDOW);
        }
        clock.advance(Duration.ofMinutes(90));
        CachedMethod asked = method;

        Lookup first = enter(method);
        Lookup second = CompletableFuture.supplyAsync(() -> enter(asked)).join(); // Not below the first.
        engine.exit((Miss) first, List.of("new"), null);
        engine.flush();
        Lookup third = enter(method);

        assertThat(first).isInstanceOf(Miss.class);
        assertThat(second).isInstanceOf(StaleHit.class).isEqualTo(new Hit(List.of("old")));
        assertThat(((StaleHit) second).ageMillis()).isBetween(90L * 60_000, 90L * 60_000 + 1000);
        assertThat(third).isNotInstanceOf(StaleHit.class).isEqualTo(new Hit(List.of("new")));
        Figures figures = engine.figures().get(0).figures();
        assertThat(figures.stale()).isEqualTo(1);
        assertThat(figures.staleForFailure()).isZero();
        assertThat(figures.hits()).isEqualTo(2);
    }

    @Test
    void whoAskedInVainGetsTheFailureAndTheNextOneAsks() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "old");
        clock.advance(Duration.ofMinutes(61));

        Lookup first = enter(method);
        Object instead = engine.exit((Miss) first, null, FAILED);
        Lookup second = enter(method);

        assertThat(instead).isNull();
        assertThat(second).isInstanceOf(Miss.class);
        assertThat(enter(method)).isInstanceOf(StaleHit.class).isEqualTo(new Hit("old"));
    }

    @Test
    void nobodyGetsTheEntryWhenItsWindowIsOver() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "old");
        clock.advance(Duration.ofMinutes(179));
        enter(method);
        assertThat(enter(method)).isInstanceOf(StaleHit.class);
        clock.advance(Duration.ofMinutes(1));

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void aWindowForFailuresIsNoneForCallsThatDoNotFail() throws Exception {
        CachedMethod method =
                open("single-flight: off", "answer", TTL, "stale-while-revalidate: 5m", "stale-if-error: 9h");
        store(method, "old");
        clock.advance(Duration.ofMinutes(66));

        assertThat(enter(method)).isInstanceOf(Miss.class);
        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void whatWasEvictedAnswersNobodyWhileItIsAskedForAgain() throws Exception {
        CachedMethod method = open("single-flight: off", "answer", TTL, WINDOW);
        store(method, "old");
        clock.advance(Duration.ofMinutes(61));
        enter(method);

        engine.evict(Subject.Kind.SCOPE, "default");

        assertThat(enter(method)).isInstanceOf(Miss.class);
    }

    @Test
    void whoAsksForYoungOrNewAnswersGetsNoStaleOne() throws Exception {
        CachedMethod method = open("", "answer", TTL, WINDOW);
        store(method, "old");
        clock.advance(Duration.ofMinutes(61));
        enter(method);

        for (String control : List.of("refresh", "max-age")) {
            Runnable end = engine.beginControl(control, 86_400_000L);
            assertThat(enter(method)).as(control).isInstanceOf(Miss.class);
            end.run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl-from: creation", "ttl-from: last-use"})
    void inTheLastShareOfItsTimeOneCallAsksAgain(String from) throws Exception {
        CachedMethod method = open("", "answer", TTL, AHEAD, from);
        store(method, "old");
        clock.advance(Duration.ofMinutes(47));
        Lookup before = enter(method);
        if (from.endsWith("last-use")) {
            clock.advance(Duration.ofMinutes(47)); // Its time has begun anew.
        }
        clock.advance(Duration.ofMinutes(2));

        Lookup first = enter(method);
        Lookup second = enter(method);
        engine.exit((Miss) first, "new", null);

        assertThat(before).isEqualTo(new Hit("old"));
        assertThat(second).isNotInstanceOf(StaleHit.class).isEqualTo(new Hit("old"));
        assertThat(enter(method)).isEqualTo(new Hit("new"));
        clock.advance(Duration.ofMinutes(47));
        assertThat(enter(method)).isEqualTo(new Hit("new"));
    }

    @Test
    void whoAsksAheadInVainGetsTheEntryThatWouldHaveAnsweredHim() throws Exception {
        CachedMethod method = open("", "words", TTL, AHEAD);
        store(method, List.of("old"));
        clock.advance(Duration.ofMinutes(50));

        Object instead = engine.exit((Miss) enter(method), null, FAILED);

        assertThat(instead).isNotInstanceOf(StaleHit.class).isEqualTo(new Hit(List.of("old")));
    }

    @Test
    void whoAsksAheadAndComesTooLateGetsTheFailure() throws Exception {
        CachedMethod method = open("", "answer", TTL, AHEAD);
        store(method, "old");
        clock.advance(Duration.ofMinutes(59));
        Lookup first = enter(method);
        clock.advance(Duration.ofMinutes(1));

        assertThat(engine.exit((Miss) first, null, FAILED)).isNull();
        assertThat(enter(method)).isInstanceOf(Miss.class);
    }
}
