package dev.reprise.engine.log;

/** How an event is written. */
interface LogFormat {

    /** Appends the event and the end of the line. */
    void append(StringBuilder line, LogEvent event, boolean stackTrace);
}
