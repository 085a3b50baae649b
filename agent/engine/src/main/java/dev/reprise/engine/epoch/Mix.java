package dev.reprise.engine.epoch;

/** Makes one number of some, such that it tells nearly surely whether one of them is another. */
final class Mix {

    private Mix() {}

    static long of(long a, long b, long c) {
        return of(of(of(a) + b) + c);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), which maps no two numbers to one. */
    private static long of(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
