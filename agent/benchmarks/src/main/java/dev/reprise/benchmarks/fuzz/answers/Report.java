package dev.reprise.benchmarks.fuzz.answers;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as a service returns it.
 *
 * @param title a text
 * @param when a date
 * @param price a number
 * @param findings records
 * @param index a map of sets
 * @param tones constants
 * @param vector an array of primitives
 * @param corners an array of records
 * @param remark one or none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
public record Report(
        String title,
        Instant when,
        BigDecimal price,
        List<Finding> findings,
        Map<String, Set<Long>> index,
        Set<Tone> tones,
        float[] vector,
        Finding[] corners,
        Optional<String> remark) {

    /**
     * A part of it.
     *
     * @param line a number
     * @param weight another
     * @param text a text
     * @param tone a constant
     */
    public record Finding(int line, double weight, String text, Tone tone) {}

    /** Constants, one with a body. */
    public enum Tone {
        /** One. */
        DRY,
        /** Another. */
        WARM {
            @Override
            public String toString() {
                return "warm";
            }
        },
        /** A third. */
        COLD
    }
}
