package dev.reprise.benchmarks.fuzz;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes. */
final class Mutation {

    private Mutation() {}

    /** Returns bytes that are not those of an entry: changed, cut, extended, or the front of one and the end of another. */
    static byte[] of(byte[] entry, byte[] other, RandomGenerator random) {
        byte[] damaged;
        do {
            damaged = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(entry, random.nextInt(entry.length));
                case 1 -> extended(entry, random);
                case 2 -> spliced(entry, other, random);
                default -> changed(entry, random);
            };
        } while (Arrays.equals(damaged, entry) || Arrays.equals(damaged, other));
        return damaged;
    }

    private static byte[] changed(byte[] entry, RandomGenerator random) {
        byte[] changed = entry.clone();
        // Half of them in the front, where the classes and counts of a long entry are.
        int within = random.nextBoolean() ? Math.min(entry.length, 512) : entry.length;
        for (int left = random.nextInt(1, 17); left > 0; left--) {
            int at = random.nextInt(within);
            changed[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) (changed[at] ^ (1 << random.nextInt(8)));
                case 1 -> (byte) random.nextInt(16); // Tags and small numbers.
                case 2 -> (byte) (0x80 | random.nextInt()); // Counts that go on.
                default -> (byte) random.nextInt();
            };
        }
        return changed;
    }

    private static byte[] extended(byte[] entry, RandomGenerator random) {
        byte[] extended = Arrays.copyOf(entry, entry.length + random.nextInt(1, 65));
        for (int i = entry.length; i < extended.length; i++) {
            extended[i] = (byte) random.nextInt();
        }
        return extended;
    }

    private static byte[] spliced(byte[] entry, byte[] other, RandomGenerator random) {
        int front = random.nextInt(entry.length + 1);
        int end = random.nextInt(other.length + 1);
        byte[] spliced = Arrays.copyOf(entry, front + end);
        System.arraycopy(other, other.length - end, spliced, front, end);
        return spliced;
    }
}
