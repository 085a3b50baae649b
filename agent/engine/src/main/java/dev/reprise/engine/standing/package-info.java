/** What may be changed while the JVM runs: modes and shares of calls. */
@NullMarked
package dev.reprise.engine.standing;

import org.jspecify.annotations.NullMarked;
