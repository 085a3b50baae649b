/** Adapters for types of the host, which the host brings along. */
@NullMarked
package dev.reprise.engine.adapter;

import org.jspecify.annotations.NullMarked;
