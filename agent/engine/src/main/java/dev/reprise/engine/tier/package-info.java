/** Where entries are kept: memory and disk, and how they are sealed. */
@NullMarked
package dev.reprise.engine.tier;

import org.jspecify.annotations.NullMarked;
