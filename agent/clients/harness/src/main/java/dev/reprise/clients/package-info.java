/** What the tests of the client libraries share. */
@NullMarked
package dev.reprise.clients;

import org.jspecify.annotations.NullMarked;
