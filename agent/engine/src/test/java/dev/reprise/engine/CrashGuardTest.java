package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.standing.Reach;
import dev.reprise.engine.standing.Standings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reprise turns itself off when too much fails inside it. */
class CrashGuardTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final AtomicLong calls = new AtomicLong();
    private final List<String> reasons = new ArrayList<>();
    private final List<Boolean> gate = new ArrayList<>();
    private boolean broken;

    static final class Service {
        String answer(String question) {
            return question;
        }
    }

    @Test
    void hundredFailuresInTenSecondsThatAreMoreThanATenthOfTheCallsAreTooMany() {
        CrashGuard guard = guard();

        fail(guard, CrashGuard.FAILURES - 1);
        assertThat(reasons).isEmpty();
        fail(guard, 1);

        assertThat(reasons)
                .containsExactly("100 calls failed inside it within 0 ms, the last by java.lang.IllegalStateException");
    }

    @Test
    void failuresThatAreATenthOfTheCallsOrLessAreLeftAlone() {
        CrashGuard guard = guard();

        fail(guard, 1);
        calls.addAndGet(10 * CrashGuard.FAILURES);
        fail(guard, CrashGuard.FAILURES - 1);

        assertThat(reasons).isEmpty();
    }

    @Test
    void failuresOfLongAgoDoNotCount() {
        CrashGuard guard = guard();

        fail(guard, CrashGuard.FAILURES - 1);
        clock.advance(Duration.ofMillis(CrashGuard.WINDOW_MILLIS + 1));
        fail(guard, CrashGuard.FAILURES - 1);

        assertThat(reasons).isEmpty();
    }

    @Test
    void engineWhoseLookUpsFailTurnsItselfOffUntilItIsTurnedOnAgain() throws Exception {
        Configuration configuration = load();
        Standings standings = new Standings(configuration, gate::add);
        try (Engine engine =
                new Engine(configuration, standings, (module, name) -> {}, clock, this::nanos, Runnable::run)) {
            CachedMethod answer = engine.method(
                    new Target(
                            Service.class.getDeclaredMethod("answer", String.class),
                            Service.class.getName(),
                            List.of("question")),
                    configuration.methods().get(0));
            call(engine, answer, "a");
            broken = true;
            for (int i = 0; i < CrashGuard.FAILURES - 1; i++) {
                call(engine, answer, "failing " + i);
            }
            assertThat(standings.mode()).isEqualTo(Mode.ON);

            call(engine, answer, "failing at last");
            assertThat(standings.mode()).isEqualTo(Mode.OFF);
            assertThat(gate).containsExactly(false);
            assertThat(engine.enter(answer, new Service(), new Object[] {"a"})).isInstanceOf(Lookup.Bypass.class);

            broken = false;
            standings.mode(Reach.EVERYTHING, Mode.ON, "the operator");
            assertThat(engine.enter(answer, new Service(), new Object[] {"a"})).isInstanceOf(Lookup.Hit.class);
            assertThat(gate).containsExactly(false, true);
        }
    }

    private void call(Engine engine, CachedMethod answer, String question) {
        if (engine.enter(answer, new Service(), new Object[] {question}) instanceof Lookup.Miss miss) {
            engine.exit(miss, "to " + question, null);
        }
    }

    /** What the engine is given that fails: a clock. */
    private long nanos() {
        if (broken) {
            throw new IllegalStateException("a fault");
        }
        return clock.nanos();
    }

    private Configuration load() throws Exception {
        Files.writeString(
                folder.resolve("reprise.yaml"),
                "tiers: { disk: off }\nmethods:\n  - method: " + Service.class.getName() + "#answer\n");
        return ConfigurationLoader.load(null, new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }

    private CrashGuard guard() {
        return new CrashGuard(clock, calls::get, reasons::add);
    }

    private void fail(CrashGuard guard, int times) {
        for (int i = 0; i < times; i++) {
            calls.incrementAndGet();
            guard.failed(new IllegalStateException("a fault"));
        }
    }
}
