package dev.reprise.agent;

import dev.reprise.engine.Lookup;
import dev.reprise.engine.Source;
import org.jspecify.annotations.Nullable;

/**
 * How the last call of a thread ended, as a number that costs a hit one write, and as the text that the API reads. A negative
 * number tells of an entry whose time was over, and how many seconds old it was.
 */
final class NotedOutcome {

    private static final int MISS = 1;
    private static final int BYPASS = 2;
    private static final int FROM_MEMORY = 3;
    private static final int FROM_DISK = 4;
    private static final int FROM_REDIS = 5;
    private static final int COALESCED = 6;

    private NotedOutcome() {}

    /** Notes what was found for a call, if that says how it ends. */
    static void note(Lookup found, int[] noted) {
        if (found instanceof Lookup.StaleHit hit) {
            noted[1] = -1 - (int) Math.min(Integer.MAX_VALUE, hit.ageMillis() / 1000);
        } else if (found instanceof Lookup.Hit hit) {
            noted[1] = number(hit.source());
        } else if (found instanceof Lookup.Failed failed) {
            noted[1] = failed.source() == Source.COALESCED ? MISS : BYPASS; // As they are counted.
        } else if (found instanceof Lookup.Replay replay && replay.answer() != null) {
            note(replay.answer(), noted);
        } else if (found instanceof Lookup.Passing || isBypass(found)) {
            noted[1] = BYPASS;
        } else if (found instanceof Lookup.Calling || found instanceof Lookup.Suspending || found.miss() != null) {
            noted[1] = MISS;
        } else if (found instanceof Lookup.Reduced) {
            noted[1] = MISS;
        }
    }

    private static int number(Source source) {
        return switch (source) {
            case MEMORY -> FROM_MEMORY;
            case DISK -> FROM_DISK;
            case REDIS -> FROM_REDIS;
            case COALESCED -> COALESCED;
            case BUILT -> MISS;
        };
    }

    private static boolean isBypass(Lookup found) {
        return found instanceof Lookup.Bypass && found != Lookup.Bypass.OF_ANOTHER;
    }

    /**
     * Returns the outcome and what there is to say of it, in two lines; null if there was no call.
     *
     * @param noted the number
     * @param lastBypass why the last bypassed call was
     */
    static @Nullable String text(@Nullable Object noted, @Nullable String lastBypass) {
        int number = noted instanceof Integer given ? given : 0;
        if (number < 0) {
            return "STALE\n" + (-1 - number);
        }
        return switch (number) {
            case MISS -> "MISS\n";
            case BYPASS -> "BYPASS\n" + (lastBypass == null ? "" : lastBypass);
            case FROM_MEMORY -> "HIT\n" + Source.MEMORY;
            case FROM_DISK -> "HIT\n" + Source.DISK;
            case FROM_REDIS -> "HIT\n" + Source.REDIS;
            case COALESCED -> "COALESCED\n";
            default -> null;
        };
    }
}
