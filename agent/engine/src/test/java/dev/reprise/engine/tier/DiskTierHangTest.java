package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home that really hangs: a FUSE file system that nobody serves, mounted over it. Whatever touches it waits in the kernel
 * until its device is closed. Needs to be root on a Linux with FUSE; skipped elsewhere.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class DiskTierHangTest {

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();
    private final WriteBehind writes = new WriteBehind(5, 1 << 20, log);
    private final List<Thread> callers = new ArrayList<>();
    private @Nullable Process holder;

    @AfterEach
    void unmount() throws Exception {
        answer();
        writes.close();
    }

    @Test
    void hangingHomeHoldsUpAFewCallersAtTheMostAndNoWriteHoldsUpAnybody() throws Exception {
        Path home = directory.resolve("home");
        DiskTier tier = tier(home);
        for (int i = 0; i < 10; i++) {
            tier.put(SCOPE, key(i), blob(i));
            while (tier.get(SCOPE, key(i)) == null || log.lines.size() % 2 != 0) { // It may be slow, with its 20 ms.
                assertThat(Thread.interrupted()).isFalse(); // By the timeout.
            }
        }
        log.lines.clear();

        mountSilence(home);
        int most = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < most + 10; i++) {
            int number = i % 10;
            Thread caller = new Thread(() -> tier.get(SCOPE, key(number)));
            caller.setDaemon(true);
            callers.add(caller);
            caller.start();
        }
        while (callers.stream().filter(Thread::isAlive).count() > most) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }
        while (log.lines.isEmpty()) {
            assertThat(tier.get(SCOPE, key(1))).isNull();
        }
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            writes.submit(() -> tier.put(SCOPE, key(number), blob(number)), 100);
            assertThat(tier.get(SCOPE, key(number))).isNull();
        }
        assertThat(writes.flush(Duration.ofMillis(1))).isFalse();

        assertThat(writes.dropped()).isGreaterThanOrEqualTo(990);
        assertThat(log.lines).hasSize(2).allMatch(line -> line.startsWith("WARN"));
        assertThat(log.lines.get(0)).contains(home.toString(), "tiers.disk.timeout");
        assertThat(log.lines.get(1)).contains("dropped");

        answer();
        while (tier.get(SCOPE, key(1)) == null
                || log.lines.stream()
                        .noneMatch(line -> line.contains("read again"))) { // The line comes after the disk.
            assertThat(Thread.interrupted()).isFalse(); // By the timeout.
        }
        assertThat(log.lines).filteredOn(line -> line.contains("read again")).hasSize(1);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    void homeThatHangsFromTheStartHoldsUpNobody() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        mountSilence(home);
        DiskTier tier = tier(home);

        while (log.lines.isEmpty()) {
            assertThat(tier.get(SCOPE, key(1))).isNull();
        }

        assertThat(log.lines).singleElement().asString().contains("takes longer than 20 ms");
    }

    private DiskTier tier(Path home) {
        return new DiskTier(
                home,
                DiskSettings.DEFAULT,
                1 << 20,
                new ConfiguredKeys(StoreSettings.DEFAULT, Map.of(), Duration.ZERO, log),
                List.of(),
                clock,
                DiskThreads.behind(writes),
                log);
    }

    private void mountSilence(Path home) throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "FUSE");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec 3<>/dev/fuse && mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 silence \"$0\""
                                + " && echo mounted && exec sleep 1000",
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.inputReader();
        assumeTrue("mounted".equals(said.readLine()), "mounting");
        holder = process;
    }

    private void answer() throws Exception {
        Process process = holder;
        if (process != null) {
            process.destroyForcibly().waitFor();
            holder = null;
            // At once, also while somebody who was waiting there has not left it yet: otherwise it would be refused as
            // busy.
            int exitCode = new ProcessBuilder(
                            "umount", "-l", directory.resolve("home").toString())
                    .start()
                    .waitFor();
            assertThat(exitCode).isZero();
        }
    }

    private Blob blob(int number) {
        return Entries.blob(number, 300, clock.millis(), clock.in(Duration.ofDays(1)));
    }
}
