package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.StoreSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.MutableClock;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.RecordingLogger;
import dev.reprise.engine.tier.Sealing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Tiers of several JVMs, so to speak, with one clock and one log. */
final class Instances implements AutoCloseable {

    static final ScopeSettings SCOPE =
            new ScopeSettings("summaries", Duration.ofHours(1), Long.MAX_VALUE, Long.MAX_VALUE);

    /** Long enough for the busiest machine: where it counts, the test decides what comes before it. */
    static final Duration LONG = Duration.ofSeconds(60);

    /** For servers that do not answer at all. */
    static final Duration SHORT = Duration.ofMillis(50);

    final MutableClock clock = new MutableClock();
    final RecordingLogger log = new RecordingLogger();
    private final Path directory;
    private final List<RedisTier> tiers = new ArrayList<>();

    Instances(Path directory) {
        this.directory = directory;
    }

    RedisTier tier(int port) {
        return tier(settings(port), "1");
    }

    /** Of another MAC key for each letter or digit. */
    RedisTier tier(RedisSettings settings, String macKey) {
        return tier(settings, macKey, 1 << 20, null);
    }

    RedisTier tier(RedisSettings settings, String macKey, long maxEntryBytes, Tls tls) {
        StoreSettings store = new StoreSettings(List.of(key(macKey)), List.of());
        RedisTier tier = new RedisTier(
                settings,
                tls,
                maxEntryBytes,
                Duration.ofMillis(500),
                new Sealing(ConfiguredKeys.of(store, "redis tier is"), log),
                clock,
                System::nanoTime,
                log);
        tiers.add(tier);
        return tier;
    }

    Environment environment(RedisSettings settings) {
        return new Environment(
                settings,
                null,
                Duration.ofMillis(500),
                clock,
                System::nanoTime,
                log,
                new LateEntries(settings, clock, log),
                /* ofACluster= */ false);
    }

    private KeySource key(String character) {
        try {
            Path file = directory.resolve("key" + character);
            if (!Files.exists(file)) {
                Files.writeString(file, character.repeat(64));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return new KeySource.InFile(new SourceLocation("reprise.yaml", 1, 1), "store.mac-key", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RedisSettings settings(int port) {
        return settings(port, LONG);
    }

    static RedisSettings settings(int port, Duration timeout) {
        return new RedisSettings(new RedisServer("127.0.0.1", port), false, null, null, 0, timeout, "reprise", 4);
    }

    static RedisSettings login(int port, String user, String password) {
        return new RedisSettings(new RedisServer("127.0.0.1", port), false, user, password, 0, LONG, "reprise", 4);
    }

    static CacheKey key(int number) {
        return new CacheKey(number, ~number, 0x5eed, -1);
    }

    static String name(int number) {
        return "reprise:summaries:" + key(number).hex();
    }

    Blob blob(int number) {
        return blob(number, 100);
    }

    Blob blob(int number, int length) {
        byte[] content =
                ("answer " + number + " ".repeat(length)).substring(0, length).getBytes(UTF_8);
        return new Blob("graph/1", 0x5eed, clock.millis(), clock.in(Duration.ofHours(1)), content);
    }

    /** Of so many bytes also where it is stored. */
    Blob incompressible(int number, int length) {
        byte[] content = new byte[length];
        new SplittableRandom(number).nextBytes(content);
        byte[] begin = ("answer " + number + " ").getBytes(UTF_8);
        System.arraycopy(begin, 0, content, 0, begin.length);
        return new Blob("graph/1", 0x5eed, clock.millis(), clock.in(Duration.ofHours(1)), content);
    }

    void put(RedisTier tier, int number) {
        tier.put(SCOPE, key(number), blob(number));
    }

    static Blob get(RedisTier tier, int number) {
        return tier.get(SCOPE, key(number), new Patience());
    }

    boolean hits(RedisTier tier, int number) {
        Blob found = get(tier, number);
        if (found != null && !new String(found.content(), UTF_8).startsWith("answer " + number + " ")) {
            throw new AssertionError("a wrong answer");
        }
        return found != null;
    }

    /**
     * Has a tier with little time connect, to read and to write, with all the time that it needs, and forgets what it said
     * meanwhile.
     *
     * @param number of an entry that it writes
     */
    void connect(RedisTier tier, int number) {
        put(tier, number);
        eventually(() -> {
            if (hits(tier, number) && log.lines.size() % 2 == 0) {
                return true;
            }
            if (!tier.isOff() && log.lines.stream().anyMatch(line -> line.contains(" takes no entries"))) {
                clock.advance(Refusals.RETRY_AFTER); // Or nothing would be written again.
            }
            put(tier, number);
            return false;
        });
        log.lines.clear();
    }

    /** Looks an entry up in vain until the server is blamed for it: a caller who had hardly any time left blames nobody. */
    void eventuallyBlames(RedisTier tier, int number) {
        eventually(() -> {
            if (get(tier, number) != null) {
                throw new AssertionError("it answered");
            }
            return !log.lines.isEmpty();
        });
    }

    /** Waits for what a thread of a tier's own does; bounded by the time that the test may take. */
    static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(2_000_000);
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("it did not happen");
            }
        }
    }

    /** Waits for the log to have so many lines. */
    void eventuallySays(int lines) {
        eventually(() -> log.lines.size() >= lines);
    }

    @Override
    public void close() {
        tiers.forEach(RedisTier::close);
    }
}
