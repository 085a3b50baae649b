/**
 * The weaver's public face: it starts the agent, installs the transformer and carries the calls of woven methods to the
 * engine.
 */
@NullMarked
package dev.reprise.weaver;

import org.jspecify.annotations.NullMarked;
