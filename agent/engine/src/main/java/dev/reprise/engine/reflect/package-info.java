/** Reading the fields of the host's objects, whatever module they live in. */
@NullMarked
package dev.reprise.engine.reflect;

import org.jspecify.annotations.NullMarked;
