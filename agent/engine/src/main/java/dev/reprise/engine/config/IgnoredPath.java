package dev.reprise.engine.config;

/**
 * Something that a rule leaves out of the key.
 *
 * @param text a parameter's name or index, or {@code this}, and fields below it: {@code traceId}, {@code 0.metadata}
 * @param where where it was written
 */
public record IgnoredPath(String text, SourceLocation where) {}
