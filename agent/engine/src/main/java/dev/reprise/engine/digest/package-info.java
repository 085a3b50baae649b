/** Digests that tell contents apart. */
@NullMarked
package dev.reprise.engine.digest;

import org.jspecify.annotations.NullMarked;
