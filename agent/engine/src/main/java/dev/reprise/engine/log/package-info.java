/** The agent's own log on standard error. */
@NullMarked
package dev.reprise.engine.log;

import org.jspecify.annotations.NullMarked;
