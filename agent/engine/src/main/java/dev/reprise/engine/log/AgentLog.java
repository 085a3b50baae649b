package dev.reprise.engine.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The way to set the agent's own log, which is otherwise reached through SLF4J. */
public final class AgentLog {

    private AgentLog() {}

    /**
     * Sets what is written from now on, by loggers that exist already as well. Does nothing if SLF4J is bound to another
     * provider, as in a test.
     *
     * @param level the least severe level that is written
     * @param format {@code json} for an object per line; anything else is text
     */
    public static void configure(Level level, String format) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof AgentLoggers loggers) {
            loggers.output().configure(level, format.equals("json") ? new JsonFormat() : new TextFormat());
        }
    }
}
