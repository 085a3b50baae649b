package dev.reprise.weaver.transform;

import dev.reprise.gate.RepriseGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;

/**
 * Puts the gate's calls around the body of one method, as if its source were
 *
 * <pre>{@code
 * Object token = null;
 * try {
 *     if (RepriseGate.open) {
 *         token = RepriseGate.enter(Owner.class, index, plan, this, new Object[] {...});
 *         if (token instanceof AtomicReference) return (Result) ((AtomicReference) token).get();
 *     }
 * } catch (Throwable any) { token = null; }
 * if (token instanceof Throwable) throw (Throwable) token;
 * try {
 *     ... // at each return: return (Result) RepriseGate.exit(token, result, null), whose failure is caught
 * } catch (Throwable thrown) {
 *     Object instead = RepriseGate.exit(token, null, thrown); // its failure is caught
 *     if (instead instanceof AtomicReference) return (Result) ((AtomicReference) instead).get();
 *     throw thrown;
 * }
 * }</pre>
 *
 * <p>Where the method makes entries stale, it asks {@code RepriseGate.listening} instead.
 *
 * <p>An argument that the gate may replace, one that is called back say, is taken again out of the array, where what
 * stands for it may be now. All of several are taken, or none:
 *
 * <pre>{@code
 *         Object[] all = new Object[] {...};
 *         token = RepriseGate.enter(Owner.class, index, plan, this, all);
 *         argument = (Argument) all[i];
 * }</pre>
 *
 * <p>Where an answer is replayed, it is not held but made by a call of its own, whose failure is the caller's; so is what answers
 * in place of what the body threw:
 *
 * <pre>{@code
 *     if (token instanceof Callable) return (Result) ((Callable) token).call();
 * }</pre>
 *
 * <p>Where the gate may want the call made again, that comes between what it handed and its return, and its failure is the
 * caller's, whatever the method itself catches:
 *
 * <pre>{@code
 *     return (Result) RepriseGate.again(RepriseGate.exit(token, result, null), token)
 * }</pre>
 *
 * <p>An answer is told from others by the type that holds it, never by not being null, zero or false: those are answers,
 * too. An answer of a wrong type fails to be cast before the body is skipped, and the body runs. There is no jump between
 * a return and its call of the gate, so the stack below the result, of which compilers other than javac leave some,
 * does not matter. In a {@code synchronized} method the gate is called with the monitor held.
 */
final class MethodWeaver extends MethodVisitor {

    private static final String GATE = Type.getInternalName(RepriseGate.class);
    private static final String ENTER =
            "(Ljava/lang/Class;ILjava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String EXIT = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)Ljava/lang/Object;";
    private static final String AGAIN = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String ANSWER = "java/util/concurrent/atomic/AtomicReference";
    private static final String REPLAY = "java/util/concurrent/Callable";
    private static final String THROWABLE = "java/lang/Throwable";

    /** What the call of the gate on entry has on the stack: five arguments, and the array being filled. */
    private static final int ENTRY_STACK = 9;
    /** What is on the stack below and above the replaced arguments that were taken: the token, the array, an index. */
    private static final int REPLACED_STACK = 3;
    /** What the call of the gate at a return adds to the stack. */
    private static final int EXIT_STACK = 4;

    private final MethodLayout layout;
    private final List<Range> guarded = new ArrayList<>();
    private final List<Range> own = new ArrayList<>();
    private final Label bodyStart = new Label();
    private final Label exitFailed = new Label();
    private final Label againThrew = new Label();

    private record Range(
            Label start, Label end, Label handler, @Nullable String type) {}

    MethodWeaver(MethodVisitor writer, MethodLayout layout) {
        super(Opcodes.ASM9, writer);
        this.layout = layout;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Label start = new Label();
        Label failed = new Label();
        Label closed = new Label();
        Label entered = new Label();
        Label done = new Label();
        boolean replays = layout.weaving().replays();
        mv.visitLabel(start);
        mv.visitFieldInsn(Opcodes.GETSTATIC, GATE, layout.weaving().evicts() ? "listening" : "open", "Z");
        mv.visitJumpInsn(Opcodes.IFEQ, closed);
        callEnter();
        takeReplaced();
        mv.visitInsn(Opcodes.DUP);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, replays ? REPLAY : ANSWER);
        if (replays) {
            mv.visitJumpInsn(Opcodes.IFEQ, entered);
            mv.visitTypeInsn(Opcodes.CHECKCAST, REPLAY);
            mv.visitLabel(done);
            mv.visitMethodInsn(Opcodes.INVOKEINTERFACE, REPLAY, "call", "()Ljava/lang/Object;", true);
            returnAnswer();
        } else {
            Label unanswered = new Label();
            mv.visitJumpInsn(Opcodes.IFEQ, unanswered);
            mv.visitTypeInsn(Opcodes.CHECKCAST, ANSWER);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ANSWER, "get", "()Ljava/lang/Object;", false);
            returnAnswer();
            mv.visitLabel(unanswered);
            layout.parametersFrame(mv, "java/lang/Object");
            mv.visitInsn(Opcodes.DUP);
            mv.visitTypeInsn(Opcodes.INSTANCEOF, THROWABLE);
            mv.visitJumpInsn(Opcodes.IFEQ, entered);
            mv.visitTypeInsn(Opcodes.CHECKCAST, THROWABLE);
            mv.visitLabel(done);
            mv.visitInsn(Opcodes.ATHROW);
        }

        mv.visitLabel(failed);
        guarded.add(new Range(start, done, failed, THROWABLE));
        layout.parametersFrame(mv, THROWABLE);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(closed);
        layout.parametersFrame(mv);
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitLabel(entered);
        layout.parametersFrame(mv, "java/lang/Object");
        mv.visitVarInsn(Opcodes.ASTORE, layout.token());
        mv.visitLabel(bodyStart);
    }

    private void returnAnswer() {
        Boxing.unbox(mv, layout.result());
        mv.visitInsn(layout.result().getOpcode(Opcodes.IRETURN));
    }

    private void callEnter() {
        Weaving weaving = layout.weaving();
        mv.visitLdcInsn(layout.owner());
        push(weaving.index());
        mv.visitLdcInsn(weaving.plan());
        int slot = 0;
        if (layout.isStatic()) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, slot++);
        }
        Type[] parameters = layout.parameters();
        pushArguments(parameters, slot);
        if (layout.replaces()) {
            mv.visitInsn(Opcodes.DUP);
            mv.visitVarInsn(Opcodes.ASTORE, layout.outcome());
        }
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, GATE, "enter", ENTER, false);
    }

    private void pushArguments(Type[] parameters, int first) {
        int slot = first;
        push(parameters.length);
        mv.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = 0; i < parameters.length; i++) {
            mv.visitInsn(Opcodes.DUP);
            push(i);
            mv.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
            slot += parameters[i].getSize();
            Boxing.box(mv, parameters[i]);
            mv.visitInsn(Opcodes.AASTORE);
        }
    }

    /** Gives the body what the gate has left in the array; nothing of it, if one is of a wrong type. */
    private void takeReplaced() {
        List<Integer> replaceable = layout.weaving().replaceable();
        for (int argument : replaceable) {
            mv.visitVarInsn(Opcodes.ALOAD, layout.outcome());
            push(argument);
            mv.visitInsn(Opcodes.AALOAD);
            mv.visitTypeInsn(Opcodes.CHECKCAST, layout.parameters()[argument].getInternalName());
        }
        for (int i = replaceable.size() - 1; i >= 0; i--) {
            mv.visitVarInsn(Opcodes.ASTORE, layout.slot(replaceable.get(i)));
        }
    }

    private void push(int number) {
        if (number <= 5) {
            mv.visitInsn(Opcodes.ICONST_0 + number);
        } else if (number <= Byte.MAX_VALUE) {
            mv.visitIntInsn(Opcodes.BIPUSH, number);
        } else {
            mv.visitIntInsn(Opcodes.SIPUSH, number);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            if (!layout.isVoid()) {
                mv.visitVarInsn(layout.result().getOpcode(Opcodes.ISTORE), layout.outcome());
            }
            Label start = label();
            mv.visitVarInsn(Opcodes.ALOAD, layout.token());
            if (layout.isVoid()) {
                mv.visitInsn(Opcodes.ACONST_NULL);
            } else {
                mv.visitVarInsn(layout.result().getOpcode(Opcodes.ILOAD), layout.outcome());
                Boxing.box(mv, layout.result());
            }
            mv.visitInsn(Opcodes.ACONST_NULL);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, GATE, "exit", EXIT, false);
            if (layout.repeats()) {
                Label exited = label();
                guarded.add(new Range(start, exited, exitFailed, THROWABLE));
                mv.visitVarInsn(Opcodes.ALOAD, layout.token());
                mv.visitMethodInsn(Opcodes.INVOKESTATIC, GATE, "again", AGAIN, false);
                start = label();
                guarded.add(new Range(exited, start, againThrew, THROWABLE));
            }
            if (!layout.repeats() || layout.casts()) {
                handOver();
                guarded.add(new Range(start, label(), exitFailed, THROWABLE));
            }
        }
        super.visitInsn(opcode);
    }

    private Label label() {
        Label label = new Label();
        mv.visitLabel(label);
        return label;
    }

    /** A primitive is handed over as it was; what stands for an object of a wrong type is not. */
    private void handOver() {
        Type result = layout.result();
        if (layout.isObject()) {
            if (layout.casts()) {
                mv.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
            }
        } else {
            mv.visitInsn(Opcodes.POP);
            if (!layout.isVoid()) {
                mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), layout.outcome());
            }
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (opcode == Opcodes.JSR) {
            throw new Subroutines();
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
        layout.bodyFrame(mv, Arrays.copyOf(local, locals), Arrays.copyOf(stack, stacks));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        // Held back: the ranges around the gate's calls must come first, for a catch of the method covers its returns.
        own.add(new Range(start, end, handler, type));
    }

    @Override
    public @Nullable AnnotationVisitor visitTryCatchAnnotation(
            int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
        // It would name a place in the table of exceptions that has moved; nothing at run time can read it.
        return null;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label bodyEnd = new Label();
        mv.visitLabel(bodyEnd);
        if (guarded.size() > 1) {
            finishReturns();
        }
        Label thrown = new Label();
        finishThrow(thrown);
        write(guarded);
        write(own);
        write(List.of(new Range(bodyStart, bodyEnd, thrown, THROWABLE)));
        int replaced = layout.weaving().replaceable().size();
        int entryStack = Math.max(ENTRY_STACK, REPLACED_STACK + replaced);
        super.visitMaxs(Math.max(maxStack + EXIT_STACK, entryStack), layout.maxLocals());
    }

    private void finishReturns() {
        mv.visitLabel(exitFailed);
        layout.exitFrame(mv, layout.isVoid() ? List.of() : List.of(MethodLayout.frameType(layout.result())), THROWABLE);
        mv.visitInsn(Opcodes.POP);
        if (!layout.isVoid()) {
            mv.visitVarInsn(layout.result().getOpcode(Opcodes.ILOAD), layout.outcome());
        }
        mv.visitInsn(layout.result().getOpcode(Opcodes.IRETURN));
        if (layout.repeats()) {
            mv.visitLabel(againThrew);
            layout.exitFrame(mv, List.of(), THROWABLE);
            mv.visitInsn(Opcodes.ATHROW);
        }
    }

    private void finishThrow(Label thrown) {
        Label start = new Label();
        Label failed = new Label();
        Label rethrow = new Label();
        mv.visitLabel(thrown);
        layout.exitFrame(mv, List.of(), THROWABLE);
        mv.visitVarInsn(Opcodes.ASTORE, layout.outcome());
        mv.visitLabel(start);
        mv.visitVarInsn(Opcodes.ALOAD, layout.token());
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ALOAD, layout.outcome());
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, GATE, "exit", EXIT, false);
        if (layout.weaving().replays()) {
            start = replayInstead(start, failed);
        } else if (!layout.isVoid()) {
            returnInstead();
        }
        mv.visitInsn(Opcodes.POP);
        mv.visitJumpInsn(Opcodes.GOTO, rethrow);
        mv.visitLabel(failed);
        layout.exitFrame(mv, List.of(THROWABLE), THROWABLE);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(rethrow);
        layout.exitFrame(mv, List.of(THROWABLE));
        mv.visitVarInsn(Opcodes.ALOAD, layout.outcome());
        mv.visitInsn(Opcodes.ATHROW);
        guarded.add(new Range(start, failed, failed, THROWABLE));
    }

    /**
     * Makes what answers the call in place of what the body threw, if the gate has it; what that throws is the caller's.
     *
     * @return where the calls of the gate go on
     */
    private Label replayInstead(Label start, Label failed) {
        Label nothing = new Label();
        mv.visitInsn(Opcodes.DUP);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, REPLAY);
        mv.visitJumpInsn(Opcodes.IFEQ, nothing);
        mv.visitTypeInsn(Opcodes.CHECKCAST, REPLAY);
        guarded.add(new Range(start, label(), failed, THROWABLE));
        mv.visitMethodInsn(Opcodes.INVOKEINTERFACE, REPLAY, "call", "()Ljava/lang/Object;", true);
        returnAnswer();
        mv.visitLabel(nothing);
        layout.exitFrame(mv, List.of(THROWABLE), "java/lang/Object");
        return nothing;
    }

    /** Returns what answers the call in place of what the body threw, if the gate has it. */
    private void returnInstead() {
        Label nothing = new Label();
        mv.visitInsn(Opcodes.DUP);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, ANSWER);
        mv.visitJumpInsn(Opcodes.IFEQ, nothing);
        mv.visitTypeInsn(Opcodes.CHECKCAST, ANSWER);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ANSWER, "get", "()Ljava/lang/Object;", false);
        Boxing.unbox(mv, layout.result());
        mv.visitInsn(layout.result().getOpcode(Opcodes.IRETURN));
        mv.visitLabel(nothing);
        layout.exitFrame(mv, List.of(THROWABLE), "java/lang/Object");
    }

    private void write(List<Range> ranges) {
        for (Range range : ranges) {
            mv.visitTryCatchBlock(range.start, range.end, range.handler, range.type);
        }
    }
}
