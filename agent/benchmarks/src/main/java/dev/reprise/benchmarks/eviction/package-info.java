/** How soon an eviction holds in other processes. */
@NullMarked
package dev.reprise.benchmarks.eviction;

import org.jspecify.annotations.NullMarked;
