/** Files of entries: written from a store, read into another. */
@NullMarked
package dev.reprise.engine.exchange;

import org.jspecify.annotations.NullMarked;
