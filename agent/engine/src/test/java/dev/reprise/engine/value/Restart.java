package dev.reprise.engine.value;

import dev.reprise.engine.CachedMethod;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.Target;
import dev.reprise.engine.Unhurried;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.key.CacheKey;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Two runs of a service: what one kept on disk, sealed, another with the same home is asked for. */
final class Restart {

    static final InstantSource CLOCK = () -> Instant.parse("2026-11-23T00:00:00Z");

    private final Path folder;

    Restart(Path folder) {
        this.folder = folder;
    }

    /** Keeps an answer to a call without arguments, as the first run, and returns the key. */
    CacheKey keep(Method method, Object answer, String... allow) throws Exception {
        Configuration configuration = configuration(method, allow);
        try (Engine engine = engine(configuration)) {
            Lookup.Miss miss = (Lookup.Miss) engine.enter(method(engine, configuration, method), null, new Object[0]);
            engine.exit(miss, answer, null);
            return miss.key();
        }
    }

    /** Asks for the answer, as the second run. */
    Lookup ask(Method method, String... allow) throws Exception {
        Configuration configuration = configuration(method, allow);
        try (Engine engine = engine(configuration)) {
            return engine.enter(method(engine, configuration, method), null, new Object[0]);
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    private static Engine engine(Configuration configuration) {
        return new Engine(configuration, (module, name) -> {}, CLOCK, System::nanoTime);
    }

    private static CachedMethod method(Engine engine, Configuration configuration, Method method) {
        Target target = new Target(method, method.getDeclaringClass().getName(), List.of());
        return engine.method(target, configuration.methods().get(0));
    }

    private Configuration configuration(Method method, String... allow) throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                "home: '" + home() + "'\ntiers: { memory: off }\nmethods:\n  - method: "
                        + method.getDeclaringClass().getName() + "#" + method.getName() + "\n    allow: ["
                        + String.join(", ", allow) + "]\n");
        return Unhurried.load(file, folder);
    }
}
