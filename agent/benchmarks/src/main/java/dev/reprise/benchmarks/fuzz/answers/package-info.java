/** What services return that fuzz and stress keep. */
@NullMarked
package dev.reprise.benchmarks.fuzz.answers;

import org.jspecify.annotations.NullMarked;
