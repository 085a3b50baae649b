package dev.reprise.admin.cli;

import java.io.Console;
import java.util.Map;

/** Whether somebody looks at what is printed, and how. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console without a terminal, too, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull") // Before 22 it does.
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /** Whether a terminal is to show colours: NO_COLOR, whatever it says, and TERM=dumb are against it. */
    static boolean isColoured(boolean terminal, Map<String, String> environment) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
