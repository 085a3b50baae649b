/** How the command line talks with the agent of a JVM that runs: through a socket in a file, one question after the other. */
@NullMarked
package dev.reprise.admin.live;

import org.jspecify.annotations.NullMarked;
