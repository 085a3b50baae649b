/** From a method's answer to bytes and back. */
@NullMarked
package dev.reprise.engine.value;

import org.jspecify.annotations.NullMarked;
