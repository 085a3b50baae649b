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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mode changes while calls are made. */
class ModeChangeTest {

    @TempDir
    Path folder;

    private Standings standings;
    private Engine engine;
    private CachedMethod pulled;
    private CachedMethod answer;

    /** Never called: what its methods return is told. */
    static final class Service {
        Stream<String> pulled(String question) {
            return Stream.of(question);
        }

        String answer(String question) {
            return question;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        String type = Service.class.getName();
        Files.writeString(
                folder.resolve("reprise.yaml"),
                "tiers: { disk: off }\nmethods: [{ method: [" + type + "#pulled, " + type + "#answer] }]\n");
        Configuration configuration =
                ConfigurationLoader.load(null, new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
        FixedClock clock = new FixedClock();
        standings = new Standings(configuration, open -> {});
        engine = new Engine(configuration, standings, (module, name) -> {}, clock, clock::nanos, Runnable::run);
        pulled = method("pulled", configuration, 0);
        answer = method("answer", configuration, 1);
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @Test
    void answerInPartsThatWasOnlyObservedAtFirstIsNotKept() {
        mode(Mode.OBSERVE);
        Stream<?> real = exit(enter(pulled), Stream.of("a", "b"));
        mode(Mode.ON);

        assertThat(real.toList()).asList().containsExactly("a", "b");
        assertThat(enter(pulled)).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void answerInPartsThatWasServedAtFirstIsKeptWhole() {
        Stream<?> real = exit(enter(pulled), Stream.of("a", "b"));
        mode(Mode.OBSERVE);
        assertThat(real.toList()).asList().containsExactly("a", "b");
        mode(Mode.ON);

        Lookup found = enter(pulled);
        assertThat(found).isInstanceOf(Lookup.Hit.class);
        assertThat(((Stream<?>) ((Lookup.Hit) found).value()).toList()).asList().containsExactly("a", "b");
    }

    @Test
    void nothingIsKeptOfCallsThatEndWhenEverythingIsOff() {
        Lookup begun = enter(answer);
        mode(Mode.OFF);
        engine.exit((Lookup.Miss) begun, "a", null);
        assertThat(enter(answer)).isInstanceOf(Lookup.Bypass.class);
        mode(Mode.ON);

        assertThat(enter(answer)).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void entriesAreServedAgainAfterTheyWereNot() {
        engine.exit((Lookup.Miss) enter(answer), "a", null);
        assertThat(enter(answer)).isInstanceOf(Lookup.Hit.class);
        standings.rollout(Reach.EVERYTHING, 0, "me");
        assertThat(enter(answer)).isInstanceOf(Lookup.Bypass.class);
        mode(Mode.OBSERVE);
        assertThat(enter(answer)).isInstanceOf(Lookup.Miss.class);
        standings.rollout(Reach.EVERYTHING, 100, "me");
        mode(Mode.ON);

        assertThat(enter(answer)).isInstanceOf(Lookup.Hit.class);
    }

    private void mode(Mode mode) {
        standings.mode(Reach.EVERYTHING, mode, "me");
    }

    private Lookup enter(CachedMethod method) {
        return engine.enter(method, new Service(), new Object[] {"q"});
    }

    private Stream<?> exit(Lookup found, Stream<?> real) {
        Object handed = engine.exit((Lookup.Miss) found, real, null);
        assertThat(handed).isInstanceOf(Stream.class);
        return (Stream<?>) handed;
    }

    private CachedMethod method(String name, Configuration configuration, int rule) throws Exception {
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod(name, String.class),
                        Service.class.getName(),
                        List.of("question")),
                configuration.methods().get(rule));
    }
}
