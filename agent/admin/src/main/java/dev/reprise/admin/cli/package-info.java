/** The command line of the agent's jar. */
@NullMarked
package dev.reprise.admin.cli;

import org.jspecify.annotations.NullMarked;
