package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real call behind a caller for whose recording there is no memory. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UnrecordedBehindTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final AtomicBoolean noMemory = new AtomicBoolean();
    private final AtomicInteger bodies = new AtomicInteger();
    private Engine engine;
    private CachedMethod answer;

    static final class Service {

        private transient UnrecordedBehindTest test;

        String answer(String question) {
            return test.woven(this, question);
        }
    }

    private String woven(Service service, String question) {
        Lookup found = engine.enter(answer, service, new Object[] {question});
        if (found instanceof Hit hit) {
            return (String) hit.value();
        }
        String real = bodies.incrementAndGet() == 1 ? "old" : "new";
        return found instanceof Miss miss ? (String) engine.exit(miss, real, null) : real;
    }

    private long nanos() {
        if (noMemory.get()
                && Thread.currentThread().getName().equals("reprise-behind")
                && StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().equals(Meters.class.getName())))
                && noMemory.getAndSet(false)) {
            throw new OutOfMemoryError();
        }
        return clock.nanos();
    }

    @Test
    void keepsNoOtherFromBeingMadeThere() throws Exception {
        Path file = Files.writeString(
                folder.resolve("reprise.yaml"), """
                home: %s
                tiers: { disk: off }
                methods: [{ method: "%s#answer", ttl: 1h, stale-while-revalidate: 2h, single-flight: on }]
                """.formatted(folder.resolve("home"), Service.class.getName()));
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
        try (Engine made = new Engine(configuration, (module, name) -> {}, clock, this::nanos)) {
            engine = made;
            answer = made.method(
                    new Target(
                            Service.class.getDeclaredMethod("answer", String.class),
                            Service.class.getName(),
                            List.of("question")),
                    configuration.methods().get(0));
            Service service = new Service();
            service.test = this;
            service.answer("q");
            clock.advance(Duration.ofMinutes(90));
            noMemory.set(true);

            assertThat(service.answer("q")).isEqualTo("old");
            eventually(() -> bodies.get() == 2); // Which is not kept.
            assertThat(service.answer("q")).isEqualTo("old");

            eventually(() -> bodies.get() == 3);
            eventually(() -> service.answer("q").equals("new"));
        }
    }
}
