package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM that writes entries FROM to TO, several times over, and says so after each: {@code HOME FROM TO TIMES LENGTH
 * MAX_ENTRIES}. */
final class DiskWriterProcess {

    private DiskWriterProcess() {}

    public static void main(String[] arguments) {
        DiskTier tier = new DiskTier(Path.of(arguments[0]), 1 << 30, List.of(), new MutableClock());
        ScopeSettings scope = Entries.scope("summaries", Long.parseLong(arguments[5]), Long.MAX_VALUE);
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ true);
        for (int time = 0; time < Integer.parseInt(arguments[3]); time++) {
            for (int i = Integer.parseInt(arguments[1]); i < Integer.parseInt(arguments[2]); i++) {
                tier.put(scope, Entries.key(i), blob(i, Integer.parseInt(arguments[4])));
                out.println(i);
            }
        }
    }

    static Blob blob(int number, int length) {
        MutableClock clock = new MutableClock();
        return Entries.blob(number, length, clock.millis(), clock.in(Duration.ofDays(1)));
    }

    static ProcessBuilder with(Path home, int from, int to, int times, int length) {
        return with(home, from, to, times, length, Integer.MAX_VALUE);
    }

    static ProcessBuilder with(Path home, int from, int to, int times, int length, int maxEntries) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DiskWriterProcess.class.getName(),
                home.toString()));
        for (int number : new int[] {from, to, times, length, maxEntries}) {
            command.add(Integer.toString(number));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
