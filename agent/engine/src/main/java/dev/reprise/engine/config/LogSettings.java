package dev.reprise.engine.config;

import org.slf4j.event.Level;

/**
 * The agent's own log.
 *
 * @param level the least severe level that is written
 * @param format {@code text} or {@code json}
 */
public record LogSettings(Level level, String format) {

    static final LogSettings DEFAULT = new LogSettings(Level.INFO, "text");
}
