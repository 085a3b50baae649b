package dev.reprise.engine;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the life of entries share: engines over one home, one after the other, and a service that is asked one thing. */
abstract class ReopenedEngines {

    @TempDir
    Path folder;

    final FixedClock clock = new FixedClock();

    /** The one that was opened last. */
    Engine engine;

    private final List<Engine> opened = new ArrayList<>();

    static final class Service {

        List<String> words(String question) {
            return List.of(question);
        }

        String answer(String question) {
            return question;
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    /** Returns the setting of tiers by which there is one alone. */
    static String only(String tier) {
        return "tiers: { " + (tier.equals("memory") ? "disk" : "memory") + ": off }";
    }

    void store(CachedMethod method, Object value) {
        engine.exit((Miss) enter(method), value, null);
    }

    Object fail(CachedMethod method, Throwable thrown) {
        return engine.exit((Miss) enter(method), null, thrown);
    }

    Lookup enter(CachedMethod method) {
        return engine.enter(method, new Service(), new Object[] {"q"});
    }

    CachedMethod reopen(String lines, String name, String... settings) throws Exception {
        engine.flush(); // Its end alone waits no longer than a service would.
        engine.close();
        return open(lines, name, settings);
    }

    CachedMethod open(String lines, String name, String... settings) throws Exception {
        engine = new Engine(load(lines), (module, type) -> {}, clock, clock::nanos);
        opened.add(engine);
        return method(lines, name, settings);
    }

    CachedMethod method(String lines, String name, String... settings) throws Exception {
        String methods = lines + "\nmethods:\n  - method: " + Service.class.getName() + "#" + name + "\n    "
                + String.join("\n    ", settings);
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod(name, String.class),
                        Service.class.getName(),
                        List.of("question")),
                load(methods).methods().get(0));
    }

    Configuration load(String lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, "home: " + folder.resolve("home") + "\n" + lines);
        return Unhurried.load(file, folder);
    }
}
