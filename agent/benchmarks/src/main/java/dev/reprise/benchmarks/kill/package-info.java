/** JVMs that write to one home and are killed while they do. */
@NullMarked
package dev.reprise.benchmarks.kill;

import org.jspecify.annotations.NullMarked;
