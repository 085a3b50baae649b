package dev.reprise.engine.config;

import java.util.List;

/** A configuration cannot be used; holds every problem that was found, in the order of the files. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Creates one.
     *
     * @param problems at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(lines(problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    private static String lines(List<Problem> problems) {
        StringBuilder lines = new StringBuilder();
        for (Problem problem : problems) {
            if (lines.length() > 0) {
                lines.append('\n');
            }
            lines.append(problem);
        }
        return lines.toString();
    }
}
