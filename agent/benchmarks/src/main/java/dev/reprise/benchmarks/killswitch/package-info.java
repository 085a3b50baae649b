/** How soon nothing is served any more when Reprise is switched off. */
@NullMarked
package dev.reprise.benchmarks.killswitch;

import org.jspecify.annotations.NullMarked;
