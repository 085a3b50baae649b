/** How methods hand over their answers: as they return, or later. Knows answers and no keys, tiers or policy. */
@NullMarked
package dev.reprise.engine.shape;

import org.jspecify.annotations.NullMarked;
