/** What entries saved, as the agent's bean tells it and as its reports do. */
@NullMarked
package dev.reprise.admin.jmx.worth;

import org.jspecify.annotations.NullMarked;
