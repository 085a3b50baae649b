package dev.reprise.benchmarks.disk;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.StoreSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.DiskTier;
import dev.reprise.engine.tier.WriteBehind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many entries of 2 KB in one home, every tenth of which lives a minute and the others a day, as the engine would write
 * them.
 *
 * @param home where they are
 * @param entries how many there are
 * @param clock tells when they have expired
 */
record Stock(Path home, int entries, InstantSource clock) {

    static final int LENGTH = 2_048;

    /** How many bytes of a file system one takes, of whole blocks, and its name in a directory. */
    static final int ON_DISK = 4_096 + 512;

    static final Duration SHORT_LIFE = Duration.ofMinutes(1);

    private static final ScopeSettings SCOPE =
            new ScopeSettings("million", Duration.ofDays(1), Long.MAX_VALUE, /* maxBytes= */ Long.MAX_VALUE);

    /** Writes them, by all processors. */
    void write() throws Exception {
        WriteBehind writes = new WriteBehind();
        Shelf shelf = shelf(writes);
        DiskTier tier = shelf.tier();
        tier.stopSweeping(); // There is nothing to sweep yet.
        writeAnother(tier); // The first write makes the number that stamps begin with.
        long stamp = shelf.stamp(key(0));
        AtomicInteger next = new AtomicInteger();
        int writers = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                all.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < entries; number = next.getAndIncrement()) {
                        tier.put(SCOPE, key(number), blob(number).stamped(stamp, /* sharedStamp= */ 0));
                        if ((number + 1) % Math.max(1, entries / 10) == 0) {
                            System.err.printf(Locale.ROOT, "%,d of %,d entries written%n", number + 1, entries);
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        tier.close();
    }

    /** Returns what a service has of them. */
    Shelf shelf(WriteBehind writes) {
        return shelf(home, writes);
    }

    Shelf shelf(Path of, WriteBehind writes) {
        DiskTier tier = new DiskTier(
                of,
                new DiskSettings(/* enabled= */ true, 1L << 45, DiskSettings.TIMEOUT),
                Configuration.MAX_ENTRY_BYTES,
                ConfiguredKeys.of(StoreSettings.DEFAULT, "disk tier is"),
                List.of(SCOPE),
                clock,
                writes);
        return Shelf.of(tier);
    }

    /** Writes one more. */
    void writeAnother(DiskTier tier) {
        tier.put(SCOPE, key(-1), blob(1));
    }

    /** Looks an entry up that lives long; returns whether it was there, and right. */
    boolean hit(Shelf shelf, int number) {
        Blob found = shelf.get(SCOPE, key(number));
        return found != null && found.shape() == number;
    }

    boolean isWhole(Shelf shelf, int number) {
        Blob found = shelf.get(SCOPE, key(number));
        return found != null && Arrays.equals(found.content(), content(number));
    }

    /** Returns an entry that lives long. */
    int anyLasting(SplittableRandom random) {
        int number = random.nextInt(entries);
        return livesShort(number) ? number - 1 : number;
    }

    /** Returns where the file of an entry is. */
    Path file(int number) {
        String hex = key(number).hex();
        return home.resolve(
                "v1/" + SCOPE.name() + "/" + hex.substring(0, 2) + "/" + hex.substring(2, 4) + "/" + hex.substring(4));
    }

    static boolean livesShort(int number) {
        return number % 10 == 9;
    }

    private Blob blob(int number) {
        long now = clock.millis();
        Duration life = livesShort(number) ? SHORT_LIFE : Duration.ofDays(1);
        return new Blob("million", number, now, now + life.toMillis(), content(number));
    }

    private static byte[] content(int number) {
        byte[] content = new byte[LENGTH];
        new SplittableRandom(~number).nextBytes(content);
        return content;
    }

    private static CacheKey key(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new CacheKey(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
