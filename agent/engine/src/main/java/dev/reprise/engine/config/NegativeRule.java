package dev.reprise.engine.config;

import java.time.Duration;
import java.util.List;

/**
 * Which failures of a method are remembered.
 *
 * @param ttl for how long
 * @param exceptions the names of their classes, or of superclasses; at least one
 */
public record NegativeRule(Duration ttl, List<String> exceptions) {

    /** Returns whether a failure is meant, by the name of its own class alone or of one of its superclasses. */
    public boolean means(Throwable thrown, boolean byItsOwn) {
        for (Class<?> at = thrown.getClass(); at != null; at = at.getSuperclass()) {
            if (exceptions.contains(at.getName())) {
                return true;
            }
            if (byItsOwn) {
                return false;
            }
        }
        return false;
    }
}
