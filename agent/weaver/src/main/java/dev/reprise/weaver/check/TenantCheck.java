package dev.reprise.weaver.check;

import dev.reprise.engine.config.Nearest;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.weaver.classfile.ClassField;
import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a tenant can be where a configuration says, as far as class files tell: of a class that others may extend
 * nobody knows which fields its objects have.
 *
 * @param classes those of the service
 */
record TenantCheck(ClassFiles classes) {

    private static final String RECEIVER = "this";
    private static final String OBJECT = "java/lang/Object";
    private static final String THREAD_LOCAL = "java/lang/ThreadLocal";

    /** Not written in one, because the build renames the agent's own. */
    private static final String MDC = String.join(".", "org", "slf4j", "MDC");

    private static final String SPRING = "org.springframework.security.core.context.SecurityContextHolder";

    /**
     * Returns why nobody will know whose calls are; null if nothing is known against it.
     *
     * @param rule what the configuration says
     * @param owner the class of the method whose calls it is about
     * @param method the method
     */
    @Nullable
    String reason(TenantRule rule, String owner, ClassMethod method) {
        return rule.kind() == TenantRule.Kind.ARGUMENT ? argument(rule.name(), owner, method) : reason(rule);
    }

    /** Returns as above, of calls of whatever method. */
    @Nullable
    String reason(TenantRule rule) {
        return switch (rule.kind()) {
            case NONE, REACTOR, ARGUMENT -> null;
            case MDC -> classes.read(MDC.replace('.', '/')) == null ? noClass(MDC) : null;
            case SPRING_SECURITY -> classes.read(SPRING.replace('.', '/')) == null ? noClass(SPRING) : null;
            case THREAD_LOCAL -> threadLocal(type(rule), member(rule));
            case METHOD -> method(type(rule), member(rule));
            case COROUTINE -> coroutine(type(rule), member(rule));
        };
    }

    private static String type(TenantRule rule) {
        return rule.name().substring(0, rule.name().indexOf('#'));
    }

    private static String member(TenantRule rule) {
        return rule.name().substring(rule.name().indexOf('#') + 1);
    }

    private static String noClass(String type) {
        return "no class " + type + " is on the class path";
    }

    private static String nearest(String name, Set<String> names) {
        String nearest = Nearest.of(name, names);
        return nearest == null ? "" : "; the nearest is " + nearest;
    }

    private @Nullable String threadLocal(String type, String name) {
        ClassFile file = classes.read(type.replace('.', '/'));
        if (file == null) {
            return noClass(type);
        }
        Set<String> names = new TreeSet<>();
        for (ClassField field : file.fields()) {
            if (field.name().equals(name)) {
                return !field.isStatic()
                        ? type + "." + name + " is not static"
                        : canBeThreadLocal(field.className())
                                ? null
                                : type + "." + name + " is of " + field.type() + ", which is no thread-local";
            }
            if (field.isStatic()) {
                names.add(field.name());
            }
        }
        return type + " has no static field " + name + nearest(name, names);
    }

    /** What is declared as an interface or an object may be anything. */
    private boolean canBeThreadLocal(@Nullable String type) {
        String at = type;
        while (at != null && !at.equals(THREAD_LOCAL)) {
            ClassFile file = classes.read(at);
            if (file == null || file.isInterface() || OBJECT.equals(type)) {
                return true;
            }
            at = file.superName();
        }
        return at != null;
    }

    private @Nullable String method(String type, String name) {
        ClassFile file = classes.read(type.replace('.', '/'));
        if (file == null) {
            return noClass(type);
        }
        Set<String> names = new TreeSet<>();
        boolean isThere = false;
        for (ClassMethod method : file.methods()) {
            boolean isOfName = method.name().equals(name);
            isThere |= isOfName;
            if (!method.descriptor().startsWith("()")) {
                continue;
            }
            if (isOfName) {
                return !method.isStatic()
                        ? type + "#" + name + " is not static"
                        : method.descriptor().endsWith(")V") ? type + "#" + name + " returns nothing" : null;
            }
            if (method.isStatic() && !method.isInitializer()) {
                names.add(method.name());
            }
        }
        return isThere
                ? type + "#" + name + " has parameters"
                : type + " has no static method " + name + nearest(name, names);
    }

    private @Nullable String coroutine(String type, String path) {
        ClassFile file = classes.read(type.replace('.', '/'));
        return file == null ? noClass(type) : inObject(file.name(), List.of(path.split("\\.")));
    }

    private @Nullable String argument(String path, String owner, ClassMethod method) {
        List<String> all = List.of(path.split("\\."));
        String root = all.get(0);
        List<String> names = all.subList(1, all.size());
        if (root.equals(RECEIVER)) {
            return method.isStatic()
                    ? "the method is static and has no \"this\""
                    : inObject(owner.replace('.', '/'), names);
        }
        List<String> parameters = Descriptors.parameters(method.descriptor());
        int index = root.matches("\\d{1,3}") ? Integer.parseInt(root) : -1;
        if (index >= parameters.size()) {
            return "it has no argument " + index + "; they are counted from 0";
        }
        return index < 0 || parameters.get(index).endsWith("]")
                ? null
                : inObject(parameters.get(index).replace('.', '/'), names);
    }

    /** Returns which name of a path no field has; null if nothing is known against it. */
    private @Nullable String inObject(String root, List<String> path) {
        String type = root;
        for (String name : path) {
            ClassFile file = type.startsWith("java/") ? null : classes.read(type);
            if (file == null || !file.isFinal()) {
                return null;
            }
            Set<String> names = new TreeSet<>();
            ClassField found = field(file, name, names);
            if (found == null) {
                return names.isEmpty() || names.removeIf(ContentPaths::isLookedInto)
                        ? null
                        : type.replace('/', '.') + " has no field " + name + nearest(name, names);
            }
            String next = found.className();
            if (next == null) {
                return null;
            }
            type = next;
        }
        return null;
    }

    /**
     * Returns a field of a class or one that it extends; null if there is none, or if nobody knows.
     *
     * @param names takes the names of all fields; none if not all are known
     */
    private @Nullable ClassField field(ClassFile file, String name, Set<String> names) {
        ClassFile at = file;
        while (true) {
            for (ClassField field : at.fields()) {
                if (!field.isStatic() && field.name().equals(name)) {
                    return field;
                }
                if (!field.isStatic()) {
                    names.add(field.name());
                }
            }
            String parent = at.superName();
            if (parent == null || parent.startsWith("java/")) {
                return null;
            }
            ClassFile read = classes.read(parent);
            if (read == null) {
                names.clear();
                return null;
            }
            at = read;
        }
    }
}
