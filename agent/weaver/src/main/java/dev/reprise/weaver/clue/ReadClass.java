package dev.reprise.weaver.clue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** What the methods of a class call, and which static fields they use. Not changed once it is read. */
final class ReadClass {

    private final Map<String, Body> bodies = new HashMap<>();
    private final Set<String> changing = new HashSet<>();
    private @Nullable String parent;

    private ReadClass() {}

    /** A call of a method. */
    record Call(String owner, String name, String descriptor) {}

    /** The use of a static field. */
    record Access(String owner, String name, boolean isWrite) {}

    /** What a method does. */
    record Body(List<Call> calls, List<Access> accesses) {}

    static ReadClass of(ClassReader file) {
        ReadClass read = new ReadClass();
        file.accept(read.new Reader(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return read;
    }

    /** Returns the internal name of the superclass; null if it has none. */
    @Nullable
    String parent() {
        return parent;
    }

    /** Returns what a method does; null if it has no code here. */
    @Nullable
    Body body(String name, String descriptor) {
        return bodies.get(name + descriptor);
    }

    /** Returns whether a static field may hold something else later. */
    boolean isChanging(String field) {
        return changing.contains(field);
    }

    private final class Reader extends ClassVisitor {

        private Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            parent = superName;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
            boolean isFixed = (access & Opcodes.ACC_FINAL) != 0
                    && !descriptor.startsWith("Ljava/util/concurrent/")
                    && !descriptor.startsWith("Ljava/util/");
            if (isStatic && !isFixed) {
                changing.add(name);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Body body = new Body(new ArrayList<>(), new ArrayList<>());
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                bodies.put(name + descriptor, body);
            }
            return new Code(body);
        }
    }

    private static final class Code extends MethodVisitor {

        private static final Set<String> COUNTERS = Set.of(
                "java/util/concurrent/atomic/AtomicInteger",
                "java/util/concurrent/atomic/AtomicLong",
                "java/util/concurrent/atomic/AtomicReference",
                "java/util/concurrent/atomic/AtomicBoolean",
                "java/util/concurrent/atomic/LongAdder");

        private final Body body;
        private @Nullable Access counter;

        private Code(Body body) {
            super(Opcodes.ASM9);
            this.body = body;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) {
                Access access = new Access(owner, name, opcode == Opcodes.PUTSTATIC);
                body.accesses.add(access);
                boolean isCounter = descriptor.startsWith("L")
                        && COUNTERS.contains(descriptor.substring(1, descriptor.length() - 1));
                counter = isCounter ? access : counter;
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            body.calls.add(new Call(owner, name, descriptor));
            if (counter != null && COUNTERS.contains(owner)) {
                if (!name.equals("get") && !name.equals("sum") && !name.endsWith("Value")) {
                    body.accesses.add(new Access(counter.owner(), counter.name(), /* isWrite= */ true));
                }
                counter = null;
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                    body.calls.add(new Call(handle.getOwner(), handle.getName(), handle.getDesc()));
                }
            }
        }
    }
}
