/**
 * How Kotlin's functions hand over their answers: suspended, deferred, or as a flow. Kotlin is the host's, and is spoken
 * to by reflection.
 */
@NullMarked
package dev.reprise.engine.coroutine;

import org.jspecify.annotations.NullMarked;
