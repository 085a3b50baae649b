/** The command line of the agent's jar: work on stores without a service. */
@NullMarked
package dev.reprise.admin.cli;

import org.jspecify.annotations.NullMarked;
