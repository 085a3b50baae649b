/** What answers say of what they cost. */
@NullMarked
package dev.reprise.engine.usage;

import org.jspecify.annotations.NullMarked;
