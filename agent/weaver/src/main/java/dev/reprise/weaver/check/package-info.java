/** Which methods of a class path a configuration finds, and which of them are fit; no class of it is ever loaded. */
@NullMarked
package dev.reprise.weaver.check;

import org.jspecify.annotations.NullMarked;
