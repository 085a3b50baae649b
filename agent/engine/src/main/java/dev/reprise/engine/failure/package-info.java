/** Tells a provider's failures from others. */
@NullMarked
package dev.reprise.engine.failure;

import org.jspecify.annotations.NullMarked;
