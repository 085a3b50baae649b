package dev.reprise.engine.config;

/**
 * The argument that holds the items of a call, each of which is answered by itself.
 *
 * @param argument its index, counted from 0
 */
public record BatchRule(int argument) {}
