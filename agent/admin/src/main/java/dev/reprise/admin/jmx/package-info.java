/** The agent as JMX shows it. Nothing of it is loaded before somebody asks. */
@NullMarked
package dev.reprise.admin.jmx;

import org.jspecify.annotations.NullMarked;
