package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to the host is not set up by the tiers before the host does it its own way. */
class HostUntouchedTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void neitherTheCommonPoolNorALoggerNorCryptographyIsSetUp() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Host.class.getName(),
                        directory.resolve("home").toString())
                .redirectErrorStream(true)
                .start();

        List<String> lines;
        try (var output = process.inputReader()) {
            lines = output.lines().toList();
        }

        assertThat(lines).filteredOn(line -> line.matches("[a-z]+ \\d+")).containsExactly("found 2", "parallelism 7");
        assertThat(lines)
                .filteredOn(line -> line.contains(" jdk.internal.logger.LoggerFinderLoader ")
                        || line.contains(" java.util.logging.")
                        || line.contains(" javax.crypto.JceSecurity ")
                        || line.contains(" java.lang.management."))
                .isEmpty();
    }

    /** A host that configures the common pool after Reprise's first calls. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) throws InterruptedException {
            InstantSource clock = InstantSource.system();
            long expires = clock.millis() + Duration.ofHours(1).toMillis();
            MemoryTier memory = new MemoryTier(100_000, clock);
            MemoryRegion region = memory.region(Entries.SCOPE);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int offset = t * 1_000;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        region.put(key(offset + i % 700), i, 1_000, expires);
                        region.get(key(offset + i % 900));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            region.put(key(1), "1", 1, expires);
            DiskTier disk = new DiskTier(Path.of(arguments[0]), 1 << 20, List.of(), clock);
            WriteBehind writes = new WriteBehind();
            writes.submit(() -> disk.put(Entries.SCOPE, key(1), Entries.blob(1, 4096, clock.millis(), expires)), 4096);
            writes.flush(Duration.ofSeconds(60));
            int found = (region.get(key(1)) != null ? 1 : 0) + (disk.get(Entries.SCOPE, key(1)) != null ? 1 : 0);
            System.out.println("found " + found);
            System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
            System.out.println("parallelism " + ForkJoinPool.commonPool().getParallelism());
        }
    }
}
