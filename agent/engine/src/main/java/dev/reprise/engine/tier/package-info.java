/** Where entries are kept: memory and disk. */
@NullMarked
package dev.reprise.engine.tier;

import org.jspecify.annotations.NullMarked;
