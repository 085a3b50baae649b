package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassFile;
import java.util.List;

/**
 * A class in which methods may be chosen.
 *
 * @param file its class file
 * @param naming the rules that name the class itself
 * @param inherited the rules that name a supertype and its subtypes
 * @param supertypes its supertypes as far as they were looked at
 */
record Candidate(ClassFile file, List<CompiledRule> naming, List<Inherited> inherited, List<TypeShape> supertypes) {

    /**
     * A rule that a class has from a supertype.
     *
     * @param rule the rule
     * @param typeName the supertype that it names
     */
    record Inherited(CompiledRule rule, String typeName) {}

    boolean isPromising() {
        if (!naming.isEmpty() || !inherited.isEmpty()) {
            return true;
        }
        for (TypeShape type : supertypes) {
            if (!type.annotated().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    String typeName() {
        return file.name().replace('/', '.');
    }
}
