package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What matching must know of a type that others extend or implement. Names are internal.
 *
 * @param name its name
 * @param superName its superclass, or null
 * @param interfaces the interfaces that it names itself
 * @param annotated its methods without semantics of their own, abstract ones and an interface's, that are annotated and
 *     so speak for their implementers
 */
record TypeShape(String name, @Nullable String superName, List<String> interfaces, List<ClassMethod> annotated) {

    static TypeShape of(ClassFile file, boolean mentionsAnnotation) {
        List<ClassMethod> annotated = List.of();
        if (mentionsAnnotation) {
            annotated = new ArrayList<>();
            for (ClassMethod method : file.methods()) {
                if (method.annotation() != null
                        && method.overrides()
                        && !method.isBridge()
                        && (file.isInterface() || method.isAbstract())) {
                    annotated.add(method);
                }
            }
        }
        return new TypeShape(file.name(), file.superName(), List.copyOf(file.interfaces()), List.copyOf(annotated));
    }

    /** A type of which nothing is known, or nothing needs to be. */
    static TypeShape leaf(String name) {
        return new TypeShape(name, null, List.of(), List.of());
    }
}
