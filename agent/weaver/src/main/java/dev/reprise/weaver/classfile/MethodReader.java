package dev.reprise.weaver.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one method of a class file with the attributes that matter here. */
final class MethodReader {

    private static final int ACC_BRIDGE = 0x0040;
    private static final int INVOKEVIRTUAL = 0xB6;
    private static final int INVOKESPECIAL = 0xB7;
    private static final int INVOKESTATIC = 0xB8;
    private static final int INVOKEINTERFACE = 0xB9;

    private final ClassFile file;

    MethodReader(ClassFile file) {
        this.file = file;
    }

    ClassMethod read(int start) {
        int access = file.u2(start);
        MethodAnnotation annotation = null;
        List<Integer> ignored = List.of();
        int maxLocals = 0;
        String bridgeTarget = null;
        int at = start + 8;
        for (int i = file.u2(start + 6); i > 0; i--) {
            String attribute = file.utf8(file.u2(at));
            int content = at + 6;
            int length = file.u4(at + 2);
            if (attribute.equals("RuntimeVisibleAnnotations")) {
                annotation = new AnnotationReader(file, content).method();
            } else if (attribute.equals("RuntimeVisibleParameterAnnotations")) {
                ignored = ignoredParameters(content);
            } else if (attribute.equals("Code")) {
                maxLocals = file.u2(content + 2);
                bridgeTarget = (access & ACC_BRIDGE) == 0 ? null : bridgeTarget(content);
            }
            at = content + length;
        }
        return new ClassMethod(
                access,
                file.utf8(file.u2(start + 2)),
                file.utf8(file.u2(start + 4)),
                annotation,
                ignored,
                maxLocals,
                bridgeTarget);
    }

    private List<Integer> ignoredParameters(int content) {
        List<Integer> ignored = new ArrayList<>();
        AnnotationReader reader = new AnnotationReader(file, content + 1);
        for (int parameter = 0; parameter < file.u1(content); parameter++) {
            if (reader.hasKeyIgnored()) {
                ignored.add(parameter);
            }
        }
        return ignored;
    }

    /** A bridge loads and casts its arguments, calls its target and returns: the call is its last instruction but one. */
    private @Nullable String bridgeTarget(int code) {
        int end = code + 8 + file.u4(code + 4);
        if (isInterfaceCall(end - 6)) {
            return file.signature(file.u2(end - 5));
        }
        int call = file.u1(end - 4);
        if ((call == INVOKEVIRTUAL || call == INVOKESPECIAL || call == INVOKESTATIC)
                && file.isMethod(file.u2(end - 3))) {
            return file.signature(file.u2(end - 3));
        }
        return null;
    }

    /**
     * The call of an interface's method is two bytes longer than others. Its last byte is 0, and the one before tells how wide its
     * arguments are; what is in it may look like a shorter call.
     */
    private boolean isInterfaceCall(int at) {
        int index = file.u2(at + 1);
        if (file.u1(at) != INVOKEINTERFACE || file.u1(at + 4) != 0 || !file.isMethodOfInterface(index)) {
            return false;
        }
        String signature = file.signature(index);
        int width = 1;
        for (String parameter : Descriptors.parameters(signature.substring(signature.indexOf('(')))) {
            width += parameter.equals("long") || parameter.equals("double") ? 2 : 1;
        }
        return file.u1(at + 3) == width;
    }
}
