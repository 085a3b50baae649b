package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service ends while removals wait behind a write that does not come to its end. */
@Timeout(120)
class LastRemovalsTest {

    @TempDir
    Path folder;

    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile boolean hangs;
    private String more = "";
    private volatile @Nullable Thread hanging;

    static final class Service {
        String answer(String question) {
            return "to " + question;
        }
    }

    @AfterEach
    void goOn() throws InterruptedException {
        goesOn.countDown();
        if (hanging != null) {
            hanging.join(); // It writes where everything is deleted next.
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_001})
    void whatWasRefreshedIsNotServedAfterwards(int refreshed) throws Exception {
        Engine engine = engine(this::hanging);
        CachedMethod method = method(engine);
        for (int i = 0; i < refreshed; i++) {
            answer(engine, method, "q" + i, "old");
        }
        answer(engine, method, "other", "old");
        engine.flush();
        hangs = true;
        answer(engine, method, "slow", "any");
        Runnable end = engine.beginControl("refresh", null);
        for (int i = 0; i < refreshed; i++) {
            answer(engine, method, "q" + i, "new");
        }
        end.run();
        close(engine);

        try (Engine next = engine(InstantSource.system())) {
            assertThat(ask(next, method(next), "q0")).isInstanceOf(Miss.class);
            assertThat(ask(next, method(next), "q" + (refreshed - 1))).isInstanceOf(Miss.class);
            // Of so many keys nobody remembers each.
            assertThat(ask(next, method(next), "other") instanceof Hit).isEqualTo(refreshed == 1);
        }
    }

    @Test
    void whatWasWrittenIsServedThoughOtherWritesWereLost() throws Exception {
        Engine engine = engine(this::hanging);
        CachedMethod method = method(engine);
        answer(engine, method, "q", "a");
        engine.flush();
        hangs = true;
        answer(engine, method, "slow", "any");
        close(engine);

        try (Engine next = engine(InstantSource.system())) {
            assertThat(ask(next, method(next), "q")).isInstanceOf(Hit.class);
        }
    }

    /** As a directory that is read-only for a while, or on Windows a file that somebody reads, does not let it. */
    @Test
    void whatCouldNotBeRemovedIsNotServedAfterwards() throws Exception {
        Engine engine = engine(InstantSource.system());
        CachedMethod method = method(engine);
        answer(engine, method, "other", "old");
        CacheKey key = answer(engine, method, "q", "old");
        engine.flush();
        Path entry = file(key);
        byte[] old = Files.readAllBytes(entry);
        Files.delete(entry);
        Path inTheWay = Files.createDirectories(entry.resolve("in the way"));
        Runnable end = engine.beginControl("refresh", null);
        answer(engine, method, "q", "new");
        end.run();
        close(engine);
        Files.delete(inTheWay);
        Files.delete(entry);
        Files.write(entry, old);

        try (Engine next = engine(InstantSource.system())) {
            assertThat(ask(next, method(next), "q")).isInstanceOf(Miss.class);
            assertThat(ask(next, method(next), "other")).isInstanceOf(Hit.class);
        }
    }

    /** It would be served from there on all machines when the server is back: the next process of this home tells it. */
    @DisabledOnOs(OS.WINDOWS)
    @Test
    void whatIsToBeRemovedFromAServerThatIsAwayIsEvicted() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            more = "tiers: { redis: { uri: \"redis://127.0.0.1:%d\" } }\nstore: { mac-key: \"file:%s\" }"
                    .formatted(none.getLocalPort(), key);
        }
        Engine engine = engine(InstantSource.system());
        CachedMethod method = method(engine);
        answer(engine, method, "q", "old");
        answer(engine, method, "other", "old");
        Runnable end = engine.beginControl("refresh", null);
        answer(engine, method, "q", "new");
        end.run();
        engine.flush();
        close(engine);

        try (Engine next = engine(InstantSource.system())) {
            assertThat(ask(next, method(next), "q")).isInstanceOf(Miss.class);
            assertThat(ask(next, method(next), "other")).isInstanceOf(Hit.class);
        }
    }

    private Path file(CacheKey key) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            return files.filter(file ->
                            file.getFileName().toString().equals(key.hex().substring(4)))
                    .findAny()
                    .orElseThrow();
        }
    }

    /** Waits for what a busy machine does not manage in the time that the end of a service has for it. */
    private static void close(Engine engine) throws InterruptedException {
        engine.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("reprise-last-evictions")) {
                thread.join();
            }
        }
    }

    private Instant hanging() {
        if (hangs && Thread.currentThread().getName().equals("reprise-writer")) {
            hanging = Thread.currentThread();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Instant.now();
    }

    private static CacheKey answer(Engine engine, CachedMethod method, String question, String answer) {
        Miss miss = (Miss) ask(engine, method, question);
        engine.exit(miss, answer, null);
        return miss.key();
    }

    private static Lookup ask(Engine engine, CachedMethod method, String question) {
        return engine.enter(method, new Service(), new Object[] {question});
    }

    private CachedMethod method(Engine engine) throws Exception {
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod("answer", String.class),
                        Service.class.getName(),
                        List.of("question")),
                configuration().methods().get(0));
    }

    private Engine engine(InstantSource clock) throws Exception {
        return new Engine(configuration(), (module, name) -> {}, clock, System::nanoTime);
    }

    private Configuration configuration() throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(file, """
                home: %s
                methods: [{ method: "%s#answer", ttl: 10h }]
                %s
                """.formatted(folder.resolve("home"), Service.class.getName(), more));
        return Unhurried.load(file, folder);
    }
}
