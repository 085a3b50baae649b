package dev.reprise.engine.config;

import java.time.Duration;

/**
 * Which failures of a method are remembered.
 *
 * @param ttl for how long
 * @param exceptions which they are; at least one is named
 */
public record NegativeRule(Duration ttl, ExceptionNames exceptions) {}
