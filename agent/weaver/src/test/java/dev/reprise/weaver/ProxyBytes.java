package dev.reprise.weaver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Makes class files of the form of JDK proxies, whose definition no loader of a test can come between. */
final class ProxyBytes {

    private ProxyBytes() {}

    static byte[] of(Class<?> type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V11,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL,
                "dev/reprise/weaver/fixture/$Proxy12",
                null,
                Type.getInternalName(Proxy.class),
                new String[] {Type.getInternalName(type)});
        String handler = Type.getDescriptor(InvocationHandler.class);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + handler + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitMethodInsn(
                Opcodes.INVOKESPECIAL, Type.getInternalName(Proxy.class), "<init>", "(" + handler + ")V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        for (Method method : type.getMethods()) {
            MethodVisitor body = writer.visitMethod(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL,
                    method.getName(),
                    Type.getMethodDescriptor(method),
                    null,
                    null);
            body.visitCode();
            body.visitVarInsn(Opcodes.ALOAD, 0);
            body.visitFieldInsn(Opcodes.GETFIELD, Type.getInternalName(Proxy.class), "h", handler);
            body.visitVarInsn(Opcodes.ALOAD, 0);
            body.visitInsn(Opcodes.ACONST_NULL);
            body.visitInsn(Opcodes.ACONST_NULL);
            body.visitMethodInsn(
                    Opcodes.INVOKEINTERFACE,
                    Type.getInternalName(InvocationHandler.class),
                    "invoke",
                    "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;",
                    true);
            body.visitInsn(Opcodes.ARETURN);
            body.visitMaxs(0, 0);
        }
        return writer.toByteArray();
    }
}
