/** The Redis tier beside a plain client, and with a server that fails in every way. */
@NullMarked
package dev.reprise.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
