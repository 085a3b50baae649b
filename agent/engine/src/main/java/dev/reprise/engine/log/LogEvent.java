package dev.reprise.engine.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What is logged.
 *
 * @param millis when, in milliseconds since the epoch
 * @param level how severe it is
 * @param logger the logger's name
 * @param message the message, arguments filled in
 * @param thrown what was thrown, or null
 */
record LogEvent(
        long millis,
        Level level,
        String logger,
        String message,
        @Nullable Throwable thrown) {}
