package dev.reprise.weaver.classfile;

import org.jspecify.annotations.Nullable;

/**
 * A field that a class file declares.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its type, as class files write it
 */
public record ClassField(int access, String name, String descriptor) {

    private static final int ACC_STATIC = 0x0008;

    /** Whether it is the class's, and not one of each of its objects. */
    public boolean isStatic() {
        return (access & ACC_STATIC) != 0;
    }

    /** Returns the internal name of its class; null if it is primitive or an array. */
    public @Nullable String className() {
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
    }

    /** Returns its type as a configuration names it. */
    public String type() {
        return Descriptors.returnType("()" + descriptor);
    }
}
