/** Answers that methods hand to an argument, which is called back. Knows no keys, tiers or policy. */
@NullMarked
package dev.reprise.engine.callback;

import org.jspecify.annotations.NullMarked;
