/** Compares what equal calls were answered, and guesses what else decided it. */
@org.jspecify.annotations.NullMarked
package dev.reprise.engine.audit;
