/**
 * The demo: holds the same conversations without the agent, with it, and with it again after a restart, and compares.
 */
@NullMarked
package dev.reprise.demo;

import org.jspecify.annotations.NullMarked;
