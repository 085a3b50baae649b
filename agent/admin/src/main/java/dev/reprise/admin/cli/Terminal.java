package dev.reprise.admin.cli;

import java.io.Console;
import java.util.Map;

/** Whether somebody looks at what is printed, and how. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console without a terminal, too, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull") // Before 22 it does.
    static boolean isThere(Map<String, String> environment) {
        Console console = System.console();
        if (console == null || !isDrawnOn(environment)) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /** Whether a terminal obeys: a dumb one shows what should clear it. */
    static boolean isDrawnOn(Map<String, String> environment) {
        return !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether a terminal is to show colours: NO_COLOR, whatever it says, and TERM=dumb are against it. */
    static boolean isColoured(boolean terminal, Map<String, String> environment) {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && isDrawnOn(environment);
    }
}
