package dev.reprise.engine;

import org.jspecify.annotations.Nullable;

/** Counts how often the real method answered what an entry would have, and the latest calls more than those long ago. Thread-safe. */
final class Shadows {

    /** Fewer calls tell nothing of a share. */
    private static final int LEAST = 20;

    /** One difference may be chance. */
    private static final int LEAST_DIFFERING = 2;

    private static final int MOST = 400;

    private int compared;
    private int differing;

    /**
     * Counts a call.
     *
     * @param differs whether it was answered otherwise
     * @param limit the share, 0 to 100, that may be
     * @return what to say if there are too many, after which counting begins anew; otherwise null
     */
    synchronized @Nullable String compared(boolean differs, int limit) {
        if (compared == MOST) {
            compared /= 2;
            differing /= 2;
        }
        compared++;
        differing += differs ? 1 : 0;
        if (compared < LEAST || differing < LEAST_DIFFERING || differing * 100L <= (long) limit * compared) {
            return null;
        }
        String said =
                differing + " of the last " + compared + " calls that were made for comparison were answered otherwise"
                        + " than by their entries, more than audit.demote: " + limit + "%";
        compared = 0;
        differing = 0;
        return said;
    }
}
