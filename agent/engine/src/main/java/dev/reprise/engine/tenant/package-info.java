/** Finds out whose a call is where the host knows it. */
@NullMarked
package dev.reprise.engine.tenant;

import org.jspecify.annotations.NullMarked;
