/** From a call to its key. */
@NullMarked
package dev.reprise.engine.key;

import org.jspecify.annotations.NullMarked;
