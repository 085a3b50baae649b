/**
 * Entries in a Redis or Valkey server, which services on several machines share.
 *
 * <p>Not through a client library: what one call may cost its caller is bounded here down to the single read, and a reply is
 * believed only as far as its bytes have come.
 */
@NullMarked
package dev.reprise.engine.redis;

import org.jspecify.annotations.NullMarked;
