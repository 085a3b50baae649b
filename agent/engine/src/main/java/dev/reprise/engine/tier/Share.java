package dev.reprise.engine.tier;

/** What one tenant has of a scope in memory, or all have together where nobody counts them. Not thread-safe. */
final class Share {

    final String tenant;
    final Sieve order = new Sieve();
    long weight;
    long entries;

    /** How many had to go because the tenant was over his quota. */
    long evicted;

    /** Tells apart those that weigh the same. */
    private final long number;

    Share(String tenant, long number) {
        this.tenant = tenant;
        this.number = number;
    }

    static int compare(Share one, Share other) {
        int byWeight = Long.compare(one.weight, other.weight);
        return byWeight != 0 ? byWeight : Long.compare(one.number, other.number);
    }
}
