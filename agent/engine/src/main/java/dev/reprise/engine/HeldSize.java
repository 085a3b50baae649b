package dev.reprise.engine;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Estimates what a value that is held as it is takes on the heap. */
final class HeldSize {

    private HeldSize() {}

    /** Returns an estimate in bytes that is never far too small; strings are counted without compaction. */
    static int of(Object value) {
        if (value instanceof String text) {
            return (int) Math.min(Integer.MAX_VALUE, 48L + 2L * text.length());
        }
        if (value instanceof BigInteger number) {
            return 64 + number.bitLength() / 8;
        }
        if (value instanceof BigDecimal number) {
            return 96 + number.unscaledValue().bitLength() / 8;
        }
        return 64; // Numbers, dates, identifiers: small objects of a few fields.
    }
}
