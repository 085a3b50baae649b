package dev.reprise.benchmarks.fuzz;

import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A million damaged entries through the disk tier, and a million more through the codecs. */
public final class Fuzz {

    private static final long BLOBS = 1_000_000;
    private static final long QUICK = 50_000;

    private Fuzz() {}

    /**
     * Prints what became of them, and writes those that show a fault beside {@code benchmarks.jar}.
     *
     * @param options how many, and from which seed
     * @return whether there was no fault
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        long blobs = options.quick() ? QUICK : BLOBS;
        System.out.printf(Locale.ROOT, "%nDamaged entries, seed %d (repeat with --seed)%n%n", options.seed());

        List<Fault> faults = new ArrayList<>();
        try (Scratch scratch = new Scratch("fuzz")) {
            TierFuzz tier = new TierFuzz(scratch.directory(), options.seed());
            tier.run(blobs);
            System.out.printf(
                    Locale.ROOT,
                    "Through the disk tier: %d blobs, %d served, %d refused%n%n",
                    tier.served() + tier.refused(),
                    tier.served(),
                    tier.refused());
            faults.addAll(tier.faults());
        }

        CodecFuzz codecs = new CodecFuzz(options.seed());
        codecs.run(blobs);
        faults.addAll(codecs.faults());
        System.out.printf(
                Locale.ROOT,
                "Straight to the codecs: %d blobs, %d decoded, %d refused; %d took more than %d ms of the processor%n%n",
                codecs.blobs(),
                codecs.decoded(),
                codecs.blobs() - codecs.decoded(),
                codecs.slow(),
                CodecFuzz.MOST_NANOS / 1_000_000);
        codecs.table().print(System.out);

        System.out.println();
        for (Fault fault : faults) {
            System.out.println(fault.keep(Workspace.target().resolve("fuzz")));
        }
        System.out.printf(
                Locale.ROOT,
                "%d faults (a damaged entry served, a wrong type, a class not allowed, an error thrown, more than %d MB)%n",
                faults.size(),
                CodecFuzz.MOST_BYTES >> 20);
        return faults.isEmpty() && codecs.slow() == 0;
    }
}
