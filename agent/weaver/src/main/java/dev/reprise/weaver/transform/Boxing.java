package dev.reprise.weaver.transform;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Instructions that turn the value on top of the stack into an object and back. */
final class Boxing {

    private Boxing() {}

    static void box(MethodVisitor method, Type type) {
        if (type.getSort() < Type.ARRAY) {
            String wrapper = wrapper(type);
            String descriptor = "(" + type.getDescriptor() + ")L" + wrapper + ";";
            method.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", descriptor, false);
        }
    }

    static void unbox(MethodVisitor method, Type type) {
        if (type.getSort() == Type.VOID) {
            method.visitInsn(Opcodes.POP);
        } else if (type.getSort() < Type.ARRAY) {
            String wrapper = wrapper(type);
            method.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, wrapper, type.getClassName() + "Value", "()" + type.getDescriptor(), false);
        } else {
            method.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
    }

    private static String wrapper(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.BYTE -> "java/lang/Byte";
            case Type.CHAR -> "java/lang/Character";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            case Type.FLOAT -> "java/lang/Float";
            case Type.DOUBLE -> "java/lang/Double";
            default -> throw new IllegalArgumentException("no value: " + primitive);
        };
    }
}
