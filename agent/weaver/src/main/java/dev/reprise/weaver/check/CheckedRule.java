package dev.reprise.weaver.check;

import java.util.List;

/**
 * What a class path has for one entry of a configuration, or for one annotation.
 *
 * @param where where the entry is written, or the annotation
 * @param pattern what it names
 * @param evicts whether its methods are not cached, but make entries stale
 * @param methods the methods that it finds and that are fit, as a configuration would name them
 * @param complaints why others, or all, are not, and what to do
 */
public record CheckedRule(String where, String pattern, boolean evicts, List<String> methods, List<String> complaints) {

    /** Copies both. */
    public CheckedRule {
        methods = List.copyOf(methods);
        complaints = List.copyOf(complaints);
    }
}
