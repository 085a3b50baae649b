package dev.reprise.engine.standing;

import dev.reprise.engine.config.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What was said while the JVM runs, and holds until it is taken back or the JVM ends.
 *
 * @param reach what it is about
 * @param mode the mode, or null if none was said
 * @param rollout the share of keys that is served, 0 to 100, or null if none was said
 * @param origin who said it last
 * @param because why Reprise set the mode by itself; null if it did not
 */
public record Said(
        Reach reach,
        @Nullable Mode mode,
        @Nullable Integer rollout,
        String origin,
        @Nullable String because) {}
