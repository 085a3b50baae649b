package dev.reprise.engine.config;

/**
 * Where something was written.
 *
 * @param file the file as the user named it, or what stands for it ({@code system property reprise.mode})
 * @param line counted from 1; 0 if the file as a whole is meant
 * @param column counted from 1; 0 if the file as a whole is meant
 */
public record SourceLocation(String file, int line, int column) {

    /** Returns the location of something that has no lines, or of a file as a whole. */
    public static SourceLocation whole(String file) {
        return new SourceLocation(file, 0, 0);
    }

    /** Returns {@code reprise.yaml:12:5}, or the name alone if there is no line. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
