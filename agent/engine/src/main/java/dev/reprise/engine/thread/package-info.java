/** Threads of the agent's own. */
@NullMarked
package dev.reprise.engine.thread;

import org.jspecify.annotations.NullMarked;
