package dev.reprise.weaver.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodReaderTest {

    private static final int BRIDGE = Opcodes.ACC_PUBLIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;
    private static final String TARGET = "(Ljava/lang/String;J)Ljava/lang/String;";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTargetOfABridgeIsFoundWhereverItStandsInTheConstantPool(boolean isInterface) {
        for (int before = 0; before < 600; before++) {
            ClassFile file = ClassFile.of(withBridge(isInterface, before));

            assertThat(file.methods())
                    .as("behind %d constants", before)
                    .extracting(ClassMethod::bridgeTarget)
                    .containsExactly("ask" + TARGET);
        }
    }

    private static byte[] withBridge(boolean isInterface, int before) {
        ClassWriter writer = new ClassWriter(0);
        for (int i = 0; i < before; i++) {
            writer.newUTF8("constant " + i);
        }
        int access = isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : 0;
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | access, "com/acme/Asking", null, "java/lang/Object", null);
        MethodVisitor bridge = writer.visitMethod(BRIDGE, "ask", "(Ljava/lang/Object;J)Ljava/lang/Object;", null, null);
        bridge.visitCode();
        bridge.visitVarInsn(Opcodes.ALOAD, 0);
        bridge.visitVarInsn(Opcodes.ALOAD, 1);
        bridge.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        bridge.visitVarInsn(Opcodes.LLOAD, 2);
        bridge.visitMethodInsn(
                isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
                "com/acme/Asking",
                "ask",
                TARGET,
                isInterface);
        bridge.visitInsn(Opcodes.ARETURN);
        bridge.visitMaxs(4, 4);
        bridge.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
