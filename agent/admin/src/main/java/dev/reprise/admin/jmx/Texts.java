package dev.reprise.admin.jmx;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.Percentages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Modes and shares as people write them. */
final class Texts {

    private static final String CONFIGURED = "configured";

    private Texts() {}

    static String of(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a console handed over.
     *
     * @param text which may be null, because nobody there has heard of what may not
     */
    static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Returns a mode; null for what the configuration says. */
    static @Nullable Mode mode(@Nullable String text) {
        return switch (given(text).trim().toLowerCase(Locale.ROOT)) {
            case "off", "false" -> Mode.OFF;
            case "observe" -> Mode.OBSERVE;
            case "on", "true" -> Mode.ON;
            case CONFIGURED -> null;
            default ->
                throw new IllegalArgumentException(
                        "\"" + given(text) + "\" is not a mode; write off, observe or on, or " + CONFIGURED
                                + " for what the configuration says");
        };
    }

    /** Returns a share, 0 to 100; null for what the configuration says. */
    static @Nullable Integer share(@Nullable String text) {
        String trimmed = given(text).trim();
        return trimmed.equalsIgnoreCase(CONFIGURED) ? null : Integer.valueOf(Percentages.parse(trimmed));
    }
}
