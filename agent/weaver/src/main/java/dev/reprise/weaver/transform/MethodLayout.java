package dev.reprise.weaver.transform;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Where things lie in a woven method. The weaver's own local variables come after all of the method's, so that no
 * instruction of the method changes: first the token, then the result or what was thrown.
 */
final class MethodLayout {

    private final String owner;
    private final boolean isStatic;
    private final Weaving weaving;
    private final Type[] parameters;
    private final Type result;
    private final boolean frames;

    MethodLayout(String owner, boolean isStatic, Weaving weaving, boolean frames) {
        this.owner = owner;
        this.isStatic = isStatic;
        this.weaving = weaving;
        this.parameters = Type.getArgumentTypes(weaving.descriptor());
        this.result = Type.getReturnType(weaving.descriptor());
        this.frames = frames;
    }

    Weaving weaving() {
        return weaving;
    }

    Type owner() {
        return Type.getObjectType(owner);
    }

    boolean isStatic() {
        return isStatic;
    }

    Type[] parameters() {
        return parameters;
    }

    Type result() {
        return result;
    }

    boolean isVoid() {
        return result.getSort() == Type.VOID;
    }

    /** Whether the gate may put something else in the place of an argument. */
    boolean replaces() {
        return !weaving.replaceable().isEmpty();
    }

    /** Whether the gate may want the call made again, which a primitive result leaves no place to say. */
    boolean repeats() {
        return weaving.repeats() && isObject();
    }

    /** Whether the result is no primitive. */
    boolean isObject() {
        return result.getSort() == Type.OBJECT || result.getSort() == Type.ARRAY;
    }

    /** Whether what is handed over has to be of some type. */
    boolean casts() {
        return isObject() && !result.getInternalName().equals("java/lang/Object");
    }

    /** The slot of a parameter. */
    int slot(int parameter) {
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < parameter; i++) {
            slot += parameters[i].getSize();
        }
        return slot;
    }

    /** The slot of the token. */
    int token() {
        return weaving.maxLocals();
    }

    /** The slot of the result, or of what was thrown; before the body, of the arguments. */
    int outcome() {
        return weaving.maxLocals() + 1;
    }

    int maxLocals() {
        return weaving.maxLocals() + 3;
    }

    /** Writes the frame in which only the parameters are set. */
    void parametersFrame(MethodVisitor method, Object... stack) {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(owner);
        }
        for (Type parameter : parameters) {
            locals.add(frameType(parameter));
        }
        write(method, locals, stack);
    }

    /** Writes the frame of the method's own code: what it was before, and the token. */
    void bodyFrame(MethodVisitor method, Object[] body, Object[] stack) {
        List<Object> locals = new ArrayList<>(List.of(body));
        int slots = body.length;
        for (Object local : locals) {
            if (local == Opcodes.LONG || local == Opcodes.DOUBLE) {
                slots++;
            }
        }
        for (; slots < weaving.maxLocals(); slots++) {
            locals.add(Opcodes.TOP);
        }
        locals.add("java/lang/Object");
        write(method, locals, stack);
    }

    /** Writes a frame in which nothing of the method's own is known any more. */
    void exitFrame(MethodVisitor method, List<Object> outcome, Object... stack) {
        List<Object> locals = new ArrayList<>();
        for (int slot = 0; slot < weaving.maxLocals(); slot++) {
            locals.add(Opcodes.TOP);
        }
        locals.add("java/lang/Object");
        locals.addAll(outcome);
        write(method, locals, stack);
    }

    private void write(MethodVisitor method, List<Object> locals, Object[] stack) {
        if (frames) {
            method.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
        }
    }

    static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
