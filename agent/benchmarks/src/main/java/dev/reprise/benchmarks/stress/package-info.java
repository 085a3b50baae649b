/** What many threads at once get from the engine. */
@NullMarked
package dev.reprise.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
