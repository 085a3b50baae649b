/** Puts the parts together: configuration, gate, weaver, engine, report. */
@NullMarked
package dev.reprise.agent;

import org.jspecify.annotations.NullMarked;
