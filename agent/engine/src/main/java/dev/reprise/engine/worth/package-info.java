/** What real calls cost: what an entry is worth, in time, tokens and dollars. */
@NullMarked
package dev.reprise.engine.worth;

import org.jspecify.annotations.NullMarked;
