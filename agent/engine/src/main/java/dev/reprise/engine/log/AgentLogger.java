package dev.reprise.engine.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger of the agent: writes or drops, and never throws. */
final class AgentLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;
    private static final String PRODUCT = "reprise";
    private static final String AGENT = "dev.reprise.";
    private static final String LIBRARIES = "dev.reprise.shaded.";

    private final transient LogOutput output;

    /** Whether the name is a library's; those speak only at {@code debug}: Reprise itself says what a user must know. */
    private final boolean library;

    AgentLogger(String name, LogOutput output) {
        this.name = name;
        this.output = output;
        boolean own = name.equals(PRODUCT) || name.startsWith(AGENT);
        this.library = !own || name.startsWith(LIBRARIES);
    }

    private boolean isEnabled(Level level) {
        return output.isEnabled(library ? Level.DEBUG : level) && output.isEnabled(level);
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        output.write(level, name, message(pattern, arguments), thrown);
    }

    private static String message(@Nullable String pattern, @Nullable Object @Nullable [] arguments) {
        if (pattern == null) {
            return "null";
        }
        if (arguments == null) {
            return pattern;
        }
        @Nullable Object[] texts = new @Nullable Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(arguments[i]);
        }
        return MessageFormatter.basicArrayFormat(pattern, texts);
    }

    /** Returns the argument's text. SLF4J, left to do it, would print its own lines about one that cannot be had. */
    private static String text(@Nullable Object argument) {
        try {
            return String.valueOf(argument);
        } catch (Throwable e) { // An argument of the host may do anything when it is asked for its text.
            return argument == null ? "null" : argument.getClass().getName();
        }
    }
}
