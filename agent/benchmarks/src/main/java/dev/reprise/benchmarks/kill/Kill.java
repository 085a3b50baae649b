package dev.reprise.benchmarks.kill;

import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.DiskTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Three JVMs that write to one home; a hundred times one of them is killed, and another starts in its place. */
public final class Kill {

    private static final int PROCESSES = 3;
    private static final int KILLS = 100;
    private static final int FEW_KILLS = 6;
    private static final int MOST_ENTRIES = 60;

    private Kill() {}

    /** What is found of what the killed processes wrote. */
    private record Findings(long acknowledged, long lost, long corrupt, long left) {

        boolean isFault() {
            return acknowledged == 0 || lost > 0 || corrupt > 0 || left > 0;
        }
    }

    /**
     * Prints how many entries were acknowledged, and what was lost of them.
     *
     * @param options how often, and from which seed
     * @return whether nothing was lost, served in part, or left lying about
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        int kills = options.quick() ? FEW_KILLS : KILLS;
        try (Scratch scratch = new Scratch("kill")) {
            Path home = scratch.directory();
            Findings found = check(home, kill(home, kills, new SplittableRandom(options.seed())));
            System.out.printf(
                    Locale.ROOT,
                    "%n%d JVMs, one home, %d kills, seed %d: %,d entries acknowledged, %d of them lost, %d corrupt ones"
                            + " served, %d temporary files left after the next start%n",
                    PROCESSES,
                    kills,
                    options.seed(),
                    found.acknowledged(),
                    found.lost(),
                    found.corrupt(),
                    found.left());
            return !found.isFault();
        }
    }

    /** Returns what was acknowledged. */
    private static List<Integer> kill(Path home, int kills, SplittableRandom random)
            throws IOException, InterruptedException {
        List<Victim> living = new ArrayList<>();
        List<Integer> acknowledged = new ArrayList<>();
        int number = 0;
        try {
            while (number < PROCESSES) {
                living.add(Victim.start(home, ++number));
            }
            for (int kill = 0; kill < kills; kill++) {
                Victim victim = living.remove(random.nextInt(living.size()));
                acknowledged.addAll(victim.kill(random.nextInt(1, MOST_ENTRIES)));
                living.add(Victim.start(home, ++number));
                progress(kill + 1, kills);
            }
        } finally {
            for (Victim each : living) {
                each.kill();
            }
        }
        return acknowledged;
    }

    private static void progress(int done, int all) {
        if (done % 10 == 0) {
            System.out.printf(Locale.ROOT, "%d of %d%n", done, all);
        }
    }

    private static Findings check(Path home, List<Integer> acknowledged) throws IOException {
        DiskTier next = new DiskTier(home, 1L << 40, List.of(Written.SCOPE), InstantSource.system());
        next.put(Written.SCOPE, Written.key(0), Written.blob(0)); // The first write of a process cleans up.
        long lost = 0;
        long corrupt = 0;
        for (int number : acknowledged) {
            Blob blob = next.get(Written.SCOPE, Written.key(number));
            lost += blob == null ? 1 : 0;
            corrupt += blob != null && !Written.isRight(number, blob) ? 1 : 0;
        }
        return new Findings(acknowledged.size(), lost, corrupt, files(home.resolve("tmp")));
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
