package dev.reprise.engine.tier;

import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.StoreSettings;
import java.nio.file.Path;
import java.util.List;

/** A JVM that writes an entry, begins to sweep, says so in the midst of it, and sweeps for ever: {@code HOME}. */
final class DiskSweeperProcess {

    private DiskSweeperProcess() {}

    public static void main(String[] arguments) {
        DiskThreads threads = new DiskThreads(Runnable::run, Runnable::run, () -> DiskSweeperProcess::sayAndStay);
        DiskTier tier = new DiskTier(
                Path.of(arguments[0]),
                new DiskSettings(/* enabled= */ true, 1 << 30, DiskSettings.LONGEST_TIMEOUT),
                1 << 20,
                ConfiguredKeys.of(StoreSettings.DEFAULT, "disk tier is"),
                List.of(),
                new MutableClock(),
                threads,
                new RecordingLogger());
        tier.put(Entries.SCOPE, Entries.key(-1), DiskWriterProcess.blob(-1, 100));
    }

    private static void sayAndStay() {
        System.out.println("sweeping");
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
        }
    }

    static ProcessBuilder with(Path home) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DiskSweeperProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
