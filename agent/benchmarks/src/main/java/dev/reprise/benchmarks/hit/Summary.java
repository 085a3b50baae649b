package dev.reprise.benchmarks.hit;

import java.util.List;

/**
 * An answer of several parts.
 *
 * @param text the summary
 * @param topics what it is about
 * @param tokens what it cost
 */
public record Summary(String text, List<String> topics, int tokens) {}
