package dev.reprise.engine.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which answers of a method are kept.
 *
 * @param unless what an answer that is not kept has, any of them
 * @param only what an answer that is kept has, all of them, and nothing else at their paths
 * @param anyOf paths of which an answer that is kept has something at one; none if that does not matter
 * @param where where it was written
 */
public record AdmitRule(List<Condition> unless, List<Condition> only, List<String> anyOf, SourceLocation where) {

    /** Returns all paths, without repetition. */
    public Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        unless.forEach(condition -> paths.add(condition.path()));
        only.forEach(condition -> paths.add(condition.path()));
        paths.addAll(anyOf);
        return paths;
    }

    /**
     * Returns a digest of what an answer has to be, the same in every JVM: what was kept under other conditions may not be
     * fit under these.
     */
    public long digest() {
        StringBuilder text = new StringBuilder();
        for (Condition condition : unless) {
            text.append(condition.path()).append(condition.words()).append('\n');
        }
        for (Condition condition : only) {
            text.append("only ")
                    .append(condition.path())
                    .append(condition.words())
                    .append('\n');
        }
        // Spread, as by Knuth's multiplicative hashing: it is mixed with another digest.
        return text.append(anyOf).toString().hashCode() * 0x9E3779B97F4A7C15L;
    }

    /**
     * Something at a path in an answer.
     *
     * @param path names of fields and keys, with dots between; what is a list on the way stands for each of its elements
     * @param words what is found there, whatever its case and what is not a letter or digit in it; none for anything
     */
    public record Condition(String path, List<String> words) {}
}
