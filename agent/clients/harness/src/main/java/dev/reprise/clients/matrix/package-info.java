/**
 * What is known of each client, version and shape: calls that a forked JVM makes, each in every way that matters, and the
 * table of what came of them.
 */
@NullMarked
package dev.reprise.clients.matrix;

import org.jspecify.annotations.NullMarked;
