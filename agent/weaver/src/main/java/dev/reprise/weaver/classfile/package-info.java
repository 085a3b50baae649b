/** Reads class files as far as matching needs, with nothing but the JDK: it runs for every class that the host loads. */
@NullMarked
package dev.reprise.weaver.classfile;

import org.jspecify.annotations.NullMarked;
