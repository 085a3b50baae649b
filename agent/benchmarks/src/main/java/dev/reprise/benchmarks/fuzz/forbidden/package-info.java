/** What no declared type tells of. */
@NullMarked
package dev.reprise.benchmarks.fuzz.forbidden;

import org.jspecify.annotations.NullMarked;
