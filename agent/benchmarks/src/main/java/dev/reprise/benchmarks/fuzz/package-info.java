/** What the decoder makes of damaged entries. */
@NullMarked
package dev.reprise.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
