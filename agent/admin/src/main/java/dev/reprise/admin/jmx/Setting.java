package dev.reprise.admin.jmx;

import dev.reprise.engine.standing.Said;
import javax.management.ConstructorParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was set while the JVM runs.
 *
 * @param of what it is about: {@code everything}, {@code client:NAME}, {@code scope:NAME} or {@code method:PATTERN}
 * @param mode the mode; null if none was set
 * @param rollout the share of keys that is served, 0 to 100; null if none was set
 * @param origin who set it
 */
public record Setting(
        String of, @Nullable String mode, @Nullable Integer rollout, String origin) {

    /** Makes a setting; JMX calls this by the names of the parameters. */
    @ConstructorParameters({"of", "mode", "rollout", "origin"})
    public Setting {}

    static Setting of(Said said) {
        return new Setting(
                said.reach().toString(),
                said.mode() == null ? null : Texts.of(said.mode()),
                said.rollout(),
                said.origin());
    }

    // JMX of JDK 17 knows getters only.

    public String getOf() {
        return of;
    }

    public @Nullable String getMode() {
        return mode;
    }

    public @Nullable Integer getRollout() {
        return rollout;
    }

    public String getOrigin() {
        return origin;
    }
}
