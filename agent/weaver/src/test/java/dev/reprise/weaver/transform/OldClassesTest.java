package dev.reprise.weaver.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class OldClassesTest {

    @Test
    void theFirstFewStandForAll() {
        OldClasses old = new OldClasses();

        assertThat(old.line("com/old/A"))
                .isEqualTo("com.old.A is not cached: its class file has subroutines (jsr) of a compiler for Java 5 or"
                        + " older; compile it for Java 7 or newer");
        assertThat(old.line("com/old/B")).startsWith("com.old.B is not cached").endsWith("newer");
        assertThat(old.line("com/old/C")).endsWith("newer. No more such classes are named");
        assertThat(old.line("com/old/D")).isNull();
    }

    @Test
    void aSubroutineIsToldFromOtherFailures() {
        byte[] old = classWithSubroutine();
        Weaving weaving = new Weaving("answer", "()Ljava/lang/String;", 1, 0, "plan", List.of(), false, false, false);

        assertThatThrownBy(() -> ClassWeaver.weave(old, List.of(weaving))).isInstanceOf(Subroutines.class);
    }

    private static byte[] classWithSubroutine() {
        ClassWriter writer = new ClassWriter(/* flags= */ 0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "com/old/A", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "answer", "()Ljava/lang/String;", null, null);
        Label subroutine = new Label();
        method.visitCode();
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitLdcInsn("answer");
        method.visitInsn(Opcodes.ARETURN);
        method.visitLabel(subroutine);
        method.visitVarInsn(Opcodes.ASTORE, 0);
        method.visitVarInsn(Opcodes.RET, 0);
        method.visitMaxs(1, 1);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
