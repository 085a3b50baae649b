package dev.reprise.engine.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.event.Level;

/**
 * The agent's own log, which is otherwise reached through SLF4J: the way to set it, and for what is said while the host
 * starts, a way past SLF4J, whose start-up the host would wait for. Safe for use by any number of threads.
 */
public final class AgentLog {

    /**
     * The file descriptor, not {@code System.err}: a host that sends that stream to its own logging would otherwise be
     * called from within its own calls.
     */
    private static final LogOutput OUTPUT = new LogOutput(
            new FileOutputStream(FileDescriptor.err), LogOutput.standardErrorCharset(), InstantSource.system());

    private AgentLog() {}

    static LogOutput output() {
        return OUTPUT;
    }

    /**
     * Sets what is written from now on, by loggers that exist already as well.
     *
     * @param level the least severe level that is written
     * @param format {@code json} for an object per line; anything else is text
     */
    public static void configure(Level level, String format) {
        OUTPUT.configure(level, format.equals("json") ? new JsonFormat() : new TextFormat());
    }

    /** Returns the last lines that were written, the newest last. */
    public static List<String> last() {
        return OUTPUT.last();
    }

    /**
     * Writes a line.
     *
     * @param level its level
     * @param source the class that says it
     * @param message the line
     */
    public static void write(Level level, Class<?> source, String message) {
        if (OUTPUT.isEnabled(level)) {
            OUTPUT.write(level, source.getName(), message, /* thrown= */ null);
        }
    }
}
