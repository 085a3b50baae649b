package dev.reprise.benchmarks.eviction;

import dev.reprise.engine.CachedMethod;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Target;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** An engine with a home and, perhaps, a Redis, that is asked one question. */
final class Machine implements AutoCloseable {

    private static final String TAG = "measured";
    private static final Object[] QUESTION = {"q"};

    private final Engine engine;
    private final CachedMethod method;
    private final Assistant assistant = new Assistant();

    /** What is asked. */
    static final class Assistant {
        String answer(String question) {
            return "to " + question;
        }
    }

    /**
     * @param directory for the configuration
     * @param home the home's name in it
     * @param redis the server's address; blank for none
     */
    Machine(Path directory, String home, String redis) throws Exception {
        Path key = directory.resolve("key");
        if (!Files.exists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, "01".repeat(32));
        }
        Path file = Files.createTempFile(directory, "reprise", ".yaml");
        Files.writeString(file, """
                home: %s
                store: { mac-key: "file:%s" }
                %s
                methods: [{ method: "%s#answer", ttl: 1h, tags: [%s] }]
                """.formatted(
                        directory.resolve(home),
                        key,
                        redis.isBlank() ? "" : "tiers: { redis: { uri: \"" + redis + "\", timeout: 5s } }",
                        Assistant.class.getName(),
                        TAG));
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), directory.toFile()), List.of());
        this.engine = new Engine(configuration, (module, name) -> {}, InstantSource.system(), System::nanoTime);
        Target target = new Target(
                Assistant.class.getDeclaredMethod("answer", String.class),
                Assistant.class.getName(),
                List.of("question"));
        this.method = engine.method(target, configuration.methods().get(0));
    }

    /** Asks; returns whether an entry answers. The answer is kept otherwise. */
    boolean isServed() {
        Lookup found = engine.enter(method, assistant, QUESTION);
        if (found instanceof Miss miss) {
            engine.exit(miss, "a", null);
        }
        return found instanceof Hit;
    }

    void evict() {
        engine.evict(Kind.TAG, TAG);
    }

    @Override
    public void close() {
        engine.close();
    }
}
