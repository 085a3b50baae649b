package dev.reprise.engine;

/**
 * Why calls of a method were bypassed, or their answers not kept.
 *
 * @param main the most frequent reason
 * @param calls how many calls it was
 * @param number how many reasons there were, this one included
 */
public record Reasons(String main, long calls, int number) {}
