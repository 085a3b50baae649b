/** The engine: decides for each call whether an entry answers it, and keeps what the real call answered. */
@NullMarked
package dev.reprise.engine;

import org.jspecify.annotations.NullMarked;
