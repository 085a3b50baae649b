package dev.reprise.engine.config;

/** Reads a share: a whole number from 0 to 100, with or without a percent sign. */
public final class Percentages {

    private Percentages() {}

    /**
     * Reads a share such as {@code 25%} or {@code 25}.
     *
     * @return 0 to 100
     * @throws IllegalArgumentException if the text is none; the message says what would be right
     */
    public static int parse(String text) {
        int digits = Numbers.digits(text);
        long number = Numbers.parse(text.substring(0, digits));
        String rest = text.substring(digits).trim();
        if (number < 0 || number > 100 || !(rest.isEmpty() || rest.equals("%"))) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a share; write a whole percentage from 0% to 100%");
        }
        return (int) number;
    }
}
