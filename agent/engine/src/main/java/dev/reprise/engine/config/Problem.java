package dev.reprise.engine.config;

/**
 * One thing that is wrong in a configuration.
 *
 * @param where where it was written
 * @param message what is wrong and what would be right, in one line
 */
public record Problem(SourceLocation where, String message) {

    /** Returns the location and the message, as a compiler prints them. */
    @Override
    public String toString() {
        return where + ": " + message;
    }
}
