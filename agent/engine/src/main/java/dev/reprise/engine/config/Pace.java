package dev.reprise.engine.config;

import java.util.Locale;

/** When the parts of an entry are handed out, counted from the call that it answers. */
public sealed interface Pace {

    /** Each as soon as it is asked for. */
    Pace IMMEDIATE = new Immediate();

    /** See {@link #IMMEDIATE}. */
    record Immediate() implements Pace {}

    /** Each as long after the one before as it came when it was recorded. */
    record Original() implements Pace {}

    /**
     * So many in a second.
     *
     * @param parts how many, above zero; providers send about one token in a part
     */
    record PerSecond(long parts) implements Pace {}

    /**
     * Reads a pace such as {@code immediate}, {@code original} or {@code 50 tokens/s}.
     *
     * @throws IllegalArgumentException if the text is none; the message says what would be right
     */
    static Pace parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("immediate")) {
            return IMMEDIATE;
        }
        if (lower.equals("original")) {
            return new Original();
        }
        int digits = Numbers.digits(lower);
        long number = Numbers.parse(lower.substring(0, digits));
        if (number < 1 || number > 1_000_000 || !lower.substring(digits).trim().equals("tokens/s")) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a pace; write immediate, original, or a whole number above zero with tokens/s, such as 50 tokens/s");
        }
        return new PerSecond(number);
    }
}
