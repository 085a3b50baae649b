/** Weaves chosen methods; the only user of Byte Buddy, of whose parts it takes the ASM class reader and writer. */
@NullMarked
package dev.reprise.weaver.transform;

import org.jspecify.annotations.NullMarked;
