package dev.reprise.engine.config;

/**
 * Which names of methods.
 *
 * @param text a name, in which {@code *} stands for any characters
 */
public record NamePattern(String text) {

    /** Tells whether it is one name. */
    public boolean exact() {
        return text.indexOf('*') < 0;
    }

    /** Tells whether a name matches. */
    public boolean matches(String name) {
        return Glob.matches(text, name);
    }
}
