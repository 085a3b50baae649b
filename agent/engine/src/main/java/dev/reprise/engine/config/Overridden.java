package dev.reprise.engine.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the file says of a setting without effect, because a property or a variable goes before it.
 *
 * @param where where the file says it
 * @param setting its key, such as {@code scopes.answers.ttl}
 * @param said its value in the file; null if that is more than one value
 * @param by the property or variable
 * @param value the value that it has there
 */
public record Overridden(
        SourceLocation where, String setting, @Nullable String said, SourceLocation by, String value) {

    /** Returns whether another says the same, on whatever line of the file. */
    public boolean isSameAs(Overridden other) {
        return setting.equals(other.setting) && Objects.equals(said, other.said) && value.equals(other.value);
    }

    /** Returns what is without effect, where, and because of what. */
    @Override
    public String toString() {
        return where + ": " + setting + (said == null ? "" : ": " + said) + " is without effect, because " + by + "="
                + value + " goes before the file";
    }
}
