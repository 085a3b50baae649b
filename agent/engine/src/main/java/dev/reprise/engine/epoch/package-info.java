/** Evictions: numbers that change, so that what was kept before is not served any more, in whichever tier it lies. */
@NullMarked
package dev.reprise.engine.epoch;

import org.jspecify.annotations.NullMarked;
