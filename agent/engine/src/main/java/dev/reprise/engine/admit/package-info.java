/** Which answers are fit to be kept, by what they say of themselves. */
@NullMarked
package dev.reprise.engine.admit;

import org.jspecify.annotations.NullMarked;
