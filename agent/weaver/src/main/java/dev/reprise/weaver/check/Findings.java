package dev.reprise.weaver.check;

import java.util.List;

/**
 * What a class path has of what a configuration is about.
 *
 * @param classes how many classes were looked at
 * @param rules of each of the user's entries, in the order of the file
 * @param annotated of each annotation, in the order in which they were found
 * @param clients the clients that are there, by name
 * @param notes what else is odd
 */
public record Findings(
        int classes,
        List<CheckedRule> rules,
        List<CheckedRule> annotated,
        List<CheckedClient> clients,
        List<String> notes) {

    /** Copies all. */
    public Findings {
        rules = List.copyOf(rules);
        annotated = List.copyOf(annotated);
        clients = List.copyOf(clients);
        notes = List.copyOf(notes);
    }
}
