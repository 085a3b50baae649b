package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the user at once when the class that he, or the catalogue, named has no such method. */
final class MissingMethods {

    private final Matches matches;
    private final UnknownVersions unknown;
    private final MatchLog log;

    MissingMethods(Matches matches, UnknownVersions unknown, MatchLog log) {
        this.unknown = unknown;
        this.matches = matches;
        this.log = log;
    }

    /** Looks at the rules that name a class, and warns of those whose method it does not have. */
    void report(ClassLoader loader, Candidate candidate, List<ClassMethod> methods) {
        for (CompiledRule rule : candidate.naming()) {
            if (rule.pattern().exactType() && !matchesAny(rule, methods)) {
                String inheritedFrom = inheritedFrom(loader, candidate, rule);
                if (rule.rule().client() != null) {
                    if (inheritedFrom == null) {
                        unknown.report(loader, candidate, rule);
                    }
                } else if (inheritedFrom == null) {
                    log.warn(start(rule, candidate) + " has no such method" + nearest(rule, methods));
                    matches.settle(rule.number());
                } else if (!rule.pattern().subtypes()) {
                    log.warn(start(rule, candidate) + " inherits the method; name the class that declares it: "
                            + inheritedFrom + "#" + rule.pattern().methodName());
                    matches.settle(rule.number());
                }
            }
        }
    }

    private static String start(CompiledRule rule, Candidate candidate) {
        return rule.rule().where() + ": " + rule.pattern().text() + ": " + candidate.typeName();
    }

    private static @Nullable String inheritedFrom(ClassLoader loader, Candidate candidate, CompiledRule rule) {
        for (TypeShape type : new Hierarchy(/* throughJdk= */ true).supertypes(loader, candidate.file())) {
            ClassFile file = Hierarchy.read(loader, type.name());
            if (file != null && matchesAny(rule, file.methods())) {
                return type.name().replace('/', '.');
            }
        }
        return null;
    }

    private static boolean matchesAny(CompiledRule rule, List<ClassMethod> methods) {
        for (ClassMethod method : methods) {
            if (rule.matches(method)) {
                return true;
            }
        }
        return false;
    }

    private static String nearest(CompiledRule rule, List<ClassMethod> methods) {
        List<String> sameName = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ClassMethod method : methods) {
            if (!method.isSynthetic() && !method.isInitializer()) {
                names.add(method.name());
                if (rule.pattern().method().matches(method.name())) {
                    sameName.add(readable(method));
                }
            }
        }
        if (!sameName.isEmpty()) {
            return "; it has " + String.join(", ", sameName);
        }
        String nearest = dev.reprise.engine.config.Nearest.of(rule.pattern().methodName(), names);
        return nearest == null ? "" : "; the nearest is " + nearest;
    }

    static String readable(String typeName, ClassMethod method) {
        return typeName + "#" + readable(method);
    }

    static String readable(ClassMethod method) {
        return method.name() + "(" + String.join(", ", Descriptors.parameters(method.descriptor())) + ")";
    }
}
