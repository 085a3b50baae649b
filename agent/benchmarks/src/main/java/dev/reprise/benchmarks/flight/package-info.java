/** Equal calls at the same time. */
@NullMarked
package dev.reprise.benchmarks.flight;

import org.jspecify.annotations.NullMarked;
