package dev.reprise.weaver.clue;

import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Clue.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the code of a method, and of what it calls among the classes of the same house, for clocks, random numbers,
 * thread-locals and the like. It reads class files; no class is loaded or changed. What is called through interfaces is not
 * seen. Thread-safe; holds classes of the host, like the method.
 */
public final class CodeClues implements Supplier<List<Clue>> {

    private static final int DEEPEST = 4;
    private static final int MOST_CLASSES = 50;
    private static final int MOST_CLUES = 24;

    private final Method method;
    private volatile @Nullable List<Clue> found;

    /** Makes one for a method, whose code is read when somebody asks. */
    public CodeClues(Method method) {
        this.method = method;
    }

    /** Returns what was found, the nearest first; nothing if the class files cannot be read. */
    @Override
    public List<Clue> get() {
        List<Clue> clues = found;
        if (clues == null) {
            clues = new Search().search();
            found = clues;
        }
        return clues;
    }

    /** A method whose code is to be looked at. */
    private record Step(String owner, String name, String descriptor, int depth) {}

    private final class Search {

        private final Map<String, ReadClass> classes = new HashMap<>();
        private final Set<Step> met = new HashSet<>();
        private final Deque<Step> open = new ArrayDeque<>();
        /** One of a kind for each place tells enough. */
        private final Map<String, Clue> clues = new LinkedHashMap<>();

        private final String house;

        private Search() {
            house = house(Type.getInternalName(method.getDeclaringClass()));
        }

        private List<Clue> search() {
            try {
                add(new Step(
                        Type.getInternalName(method.getDeclaringClass()),
                        method.getName(),
                        Type.getMethodDescriptor(method),
                        0));
                while (!open.isEmpty() && clues.size() < MOST_CLUES) {
                    look(open.removeFirst());
                }
            } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
                // What was found until then is better than nothing.
            }
            return List.copyOf(clues.values());
        }

        private void add(Step step) {
            if (met.add(new Step(step.owner, step.name, step.descriptor, 0))) {
                open.addLast(step);
            }
        }

        private void look(Step step) {
            ReadClass type = read(step.owner);
            ReadClass.Body body = type == null ? null : type.body(step.name, step.descriptor);
            if (body == null) {
                if (type != null && type.parent() != null && isOfHouse(type.parent())) {
                    add(new Step(type.parent(), step.name, step.descriptor, step.depth)); // It is inherited.
                }
                return;
            }
            String where = simple(step.owner) + "." + step.name;
            for (ReadClass.Call call : body.calls()) {
                Kind kind = KnownCalls.of(call.owner(), call.name(), call.descriptor());
                if (kind != null) {
                    note(kind, name(call), where);
                } else if (isOfHouse(call.owner()) && step.depth < DEEPEST) {
                    add(new Step(call.owner(), call.name(), call.descriptor(), step.depth + 1));
                }
            }
            for (ReadClass.Access access : body.accesses()) {
                ReadClass owner = isOfHouse(access.owner()) ? read(access.owner()) : null;
                if (owner != null && (access.isWrite() || owner.isChanging(access.name()))) {
                    note(
                            access.isWrite() ? Kind.WRITES_STATIC : Kind.STATIC_FIELD,
                            simple(access.owner()) + "." + access.name(),
                            where);
                }
            }
        }

        private void note(Kind kind, String what, String where) {
            boolean isField = kind == Kind.STATIC_FIELD || kind == Kind.WRITES_STATIC;
            clues.putIfAbsent(kind + where + (isField ? what : ""), new Clue(kind, what, where));
        }

        private @Nullable ReadClass read(String name) {
            ReadClass known = classes.get(name);
            if (known != null || classes.size() >= MOST_CLASSES) {
                return known;
            }
            try (InputStream content = open(name)) {
                if (content == null) {
                    return null;
                }
                ReadClass read = ReadClass.of(new ClassReader(content.readAllBytes()));
                classes.put(name, read);
                return read;
            } catch (IOException unreadable) {
                return null;
            }
        }

        private @Nullable InputStream open(String name) {
            Class<?> type = method.getDeclaringClass();
            if (name.equals(Type.getInternalName(type))) {
                // Through the class, so that a named module that encapsulates the package is no obstacle.
                return type.getResourceAsStream(name.substring(name.lastIndexOf('/') + 1) + ".class");
            }
            ClassLoader loader = type.getClassLoader();
            return loader == null ? null : loader.getResourceAsStream(name + ".class");
        }

        private boolean isOfHouse(String owner) {
            return owner.startsWith(house);
        }
    }

    /**
     * Returns the first two names of a package: what is below them is most likely of the same authors. Of a class without a
     * package, its own name: that is how its nested classes begin.
     */
    private static String house(String name) {
        int first = name.indexOf('/');
        int second = first < 0 ? -1 : name.indexOf('/', first + 1);
        return first < 0 ? name : name.substring(0, (second < 0 ? first : second) + 1);
    }

    private static String name(ReadClass.Call call) {
        String owner = simple(call.owner());
        return call.name().equals("<init>") ? "new " + owner : owner + "." + call.name();
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
    }
}
