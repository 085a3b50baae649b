/** The configuration: what a user wrote, checked, with where he wrote it. */
@NullMarked
package dev.reprise.engine.config;

import org.jspecify.annotations.NullMarked;
