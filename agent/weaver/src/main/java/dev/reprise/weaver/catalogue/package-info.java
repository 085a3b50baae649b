/** The built-in LLM clients, written in the configuration's own vocabulary. */
@NullMarked
package dev.reprise.weaver.catalogue;

import org.jspecify.annotations.NullMarked;
