/** Calls about many things at once, whose answers hold one result for each. Knows requests and answers and no keys, tiers or policy. */
@NullMarked
package dev.reprise.engine.batch;

import org.jspecify.annotations.NullMarked;
