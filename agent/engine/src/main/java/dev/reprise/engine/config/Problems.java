package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a user sees everything at once. */
final class Problems {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(SourceLocation where, String message) {
        errors.add(new Problem(where, message));
    }

    /** Notes what is odd, but no reason to stay off. */
    void warning(SourceLocation where, String message) {
        warnings.add(new Problem(where, message));
    }

    /** Takes back that something is odd which has no lines, when it turns out what it is for. */
    void withdrawWarning(SourceLocation whole) {
        for (int i = warnings.size() - 1; i >= 0; i--) {
            if (warnings.get(i).where().file().equals(whole.file())) {
                warnings.remove(i);
            }
        }
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    void throwIfAny() throws ConfigurationException {
        if (!errors.isEmpty()) {
            errors.sort(
                    Comparator.comparing((Problem problem) -> problem.where().file())
                            .thenComparing(problem -> problem.where().line())
                            .thenComparing(problem -> problem.where().column()));
            throw new ConfigurationException(errors);
        }
    }
}
