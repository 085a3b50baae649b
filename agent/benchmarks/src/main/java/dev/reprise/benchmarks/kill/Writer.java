package dev.reprise.benchmarks.kill;

import dev.reprise.engine.tier.DiskTier;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * A JVM that writes entries until it is killed, and says of each that it is written once the tier has it. Every other one is
 * one that its neighbours write, too.
 */
final class Writer {

    private static final int SHARED = 50;

    private Writer() {}

    public static void main(String[] arguments) {
        DiskTier tier = new DiskTier(Path.of(arguments[0]), 1L << 40, List.of(Written.SCOPE), InstantSource.system());
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ true);
        int first = Integer.parseInt(arguments[1]);
        for (int i = 0; ; i++) {
            int number = i % 2 == 0 ? first + i : i / 2 % SHARED;
            tier.put(Written.SCOPE, Written.key(number), Written.blob(number));
            out.println(number);
        }
    }
}
