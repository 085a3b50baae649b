package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Failures that a user means.
 *
 * @param names those of their classes, or of superclasses
 */
public record ExceptionNames(List<String> names) {

    /** Returns those that a list of some fields names. */
    static ExceptionNames bind(Fields fields, String key) {
        List<String> names = new ArrayList<>();
        for (Node.Scalar name : fields.list(key)) {
            names.add(name.text());
        }
        return new ExceptionNames(List.copyOf(names));
    }

    /** What a stage that depends on another one fails with only holds what that has failed with. */
    public static Throwable own(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /**
     * Returns whether a failure is meant.
     *
     * @param byItsOwn whether by the name of its own class alone, and not by one of its superclasses
     */
    public boolean mean(Throwable thrown, boolean byItsOwn) {
        for (Class<?> at = own(thrown).getClass(); at != null; at = at.getSuperclass()) {
            if (names.contains(at.getName())) {
                return true;
            }
            if (byItsOwn) {
                return false;
            }
        }
        return false;
    }
}
