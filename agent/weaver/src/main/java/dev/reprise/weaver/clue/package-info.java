/** Looks through the code of methods for what may decide their answers beside their keys. */
@NullMarked
package dev.reprise.weaver.clue;

import org.jspecify.annotations.NullMarked;
