package dev.reprise.weaver.classfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that a class file declares.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its descriptor
 * @param annotation its annotation, or null
 * @param ignoredParameters the indexes of its parameters that are marked {@code @KeyIgnored}
 * @param maxLocals how many slots its local variables take, 0 if it has no body
 * @param bridgeTarget what it calls if it is a bridge, as name and descriptor without a space between; else null
 */
public record ClassMethod(
        int access,
        String name,
        String descriptor,
        @Nullable MethodAnnotation annotation,
        List<Integer> ignoredParameters,
        int maxLocals,
        @Nullable String bridgeTarget) {

    private static final int ACC_PRIVATE = 0x0002;
    private static final int ACC_STATIC = 0x0008;
    private static final int ACC_BRIDGE = 0x0040;
    private static final int ACC_NATIVE = 0x0100;
    private static final int ACC_ABSTRACT = 0x0400;
    private static final int ACC_SYNTHETIC = 0x1000;

    /** Copies the indexes. */
    public ClassMethod {
        ignoredParameters = List.copyOf(ignoredParameters);
    }

    /** Returns name and descriptor in one, unique within the class. */
    public String signature() {
        return name + descriptor;
    }

    /** Whether the compiler made it to call the method that the source declares. */
    public boolean isBridge() {
        return (access & ACC_BRIDGE) != 0;
    }

    /** Whether the compiler made it, a bridge or anything else that the source does not name. */
    public boolean isSynthetic() {
        return (access & ACC_SYNTHETIC) != 0;
    }

    /** Whether it has no body. */
    public boolean isAbstract() {
        return (access & ACC_ABSTRACT) != 0;
    }

    /** Whether its body is not Java. */
    public boolean isNative() {
        return (access & ACC_NATIVE) != 0;
    }

    /** Whether it is called without a receiver. */
    public boolean isStatic() {
        return (access & ACC_STATIC) != 0;
    }

    /** Whether it is a suspend function of Kotlin, whose last parameter is the continuation of its caller. */
    public boolean isSuspend() {
        return descriptor.endsWith("Lkotlin/coroutines/Continuation;)Ljava/lang/Object;");
    }

    /** Whether it can implement a method of a supertype. */
    public boolean overrides() {
        return (access & (ACC_PRIVATE | ACC_STATIC)) == 0 && !isInitializer();
    }

    /** Whether it is a constructor or the class's initializer. */
    public boolean isInitializer() {
        return name.startsWith("<");
    }
}
