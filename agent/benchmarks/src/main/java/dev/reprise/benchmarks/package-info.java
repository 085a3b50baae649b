/** The command line of the benchmarks: which figures there are and how they are printed. */
@NullMarked
package dev.reprise.benchmarks;

import org.jspecify.annotations.NullMarked;
