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

    /** Returns a mode; null for what the configuration says. */
    static @Nullable Mode mode(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "off", "false" -> Mode.OFF;
            case "observe" -> Mode.OBSERVE;
            case "on", "true" -> Mode.ON;
            case CONFIGURED -> null;
            default ->
                throw new IllegalArgumentException("\"" + text + "\" is not a mode; write off, observe or on, or "
                        + CONFIGURED + " for what the configuration says");
        };
    }

    /** Returns a share, 0 to 100; null for what the configuration says. */
    static @Nullable Integer share(String text) {
        return text.trim().equalsIgnoreCase(CONFIGURED) ? null : Integer.valueOf(Percentages.parse(text.trim()));
    }
}
