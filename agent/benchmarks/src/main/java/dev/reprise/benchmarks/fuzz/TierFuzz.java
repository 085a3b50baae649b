package dev.reprise.benchmarks.fuzz;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.DiskTier;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Damages the files of the disk tier: none may be served, whatever was changed. */
final class TierFuzz {

    private static final int MOST_FAULTS = 20;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Target(Sample sample, CacheKey key, Path file, byte[] entry) {}

    private final ScopeSettings scope =
            new ScopeSettings("fuzz", Duration.ofDays(1), Long.MAX_VALUE, /* maxBytes= */ Long.MAX_VALUE);
    private final List<Target> targets = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final DiskTier disk;
    private final long seed;
    private long served;
    private long refused;

    /**
     * @param home an empty directory
     */
    TierFuzz(Path home, long seed) throws Exception {
        this.seed = seed;
        this.disk = new DiskTier(home, /* maxBytes= */ 1L << 30, List.of(scope), InstantSource.system());
        long now = System.currentTimeMillis();
        for (Sample sample : Samples.all()) {
            ValueCodec codec = new Codecs(FieldAccess.NONE).codec(sample.declared(), Answering.class, sample.allow());
            CacheKey key = new CacheKey(targets.size(), 2, 3, 4);
            byte[] content = codec.encode(sample.value());
            List<Path> before = files(home);
            disk.put(scope, key, new Blob(codec.id(), codec.shape(), now, now + 86_400_000, content));
            List<Path> after = files(home);
            after.removeAll(before);
            after.removeIf(file -> !file.toString().contains(key.hex().substring(4)));
            if (after.size() != 1) {
                throw new IOException("an entry was written to " + after);
            }
            targets.add(new Target(sample, key, after.get(0), Files.readAllBytes(after.get(0))));
        }
    }

    /** Reads so many damaged files, in turn of every sample; then the whole ones, which must be served. */
    void run(long blobs) throws IOException {
        for (long number = 0; number < blobs && faults.size() < MOST_FAULTS; number++) {
            SplittableRandom random = new SplittableRandom(~seed ^ (number * 0x9E3779B97F4A7C15L));
            Target target = targets.get((int) (number % targets.size()));
            byte[] other = targets.get(random.nextInt(targets.size())).entry;
            byte[] blob = Mutation.of(target.entry, other, random);
            Files.write(target.file, blob);
            if (disk.get(scope, target.key) == null) {
                refused++;
            } else {
                served++;
                faults.add(new Fault("served by the disk tier", target.sample.name(), blob, number));
            }
        }
        for (Target target : targets) {
            Files.write(target.file, target.entry);
            if (disk.get(scope, target.key) == null) {
                faults.add(new Fault("not served, though whole", target.sample.name(), target.entry, -1));
            }
        }
    }

    List<Fault> faults() {
        return faults;
    }

    long served() {
        return served;
    }

    long refused() {
        return refused;
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return new ArrayList<>();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }
}
