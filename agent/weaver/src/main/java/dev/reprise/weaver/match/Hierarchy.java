package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.Vocabulary;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The supertypes of a class that is about to be defined, found by reading class files through its loader: to load a type
 * here would change the order in which the host's classes are initialised, and could run in a circle.
 *
 * <p>Safe for use by any number of threads; it holds no lock while it calls a loader.
 */
final class Hierarchy {

    private static final Vocabulary ANNOTATIONS;
    private static final int CACHED_WORD;
    private static final int EVICTS_WORD;

    static {
        Vocabulary.Builder words = new Vocabulary.Builder();
        CACHED_WORD = words.word(RuleIndex.CACHED_DESCRIPTOR);
        EVICTS_WORD = words.word(RuleIndex.EVICTS_DESCRIPTOR);
        ANNOTATIONS = words.build();
    }

    private final LoaderViews views = new LoaderViews();
    private final boolean throughJdk;

    /**
     * Creates a reader of hierarchies.
     *
     * @param throughJdk whether supertypes of JDK types matter, because a rule names one
     */
    Hierarchy(boolean throughJdk) {
        this.throughJdk = throughJdk;
    }

    LoaderView view(ClassLoader loader) {
        return views.of(loader);
    }

    /** Returns all supertypes of a class, itself not among them, nearest first. */
    List<TypeShape> supertypes(ClassLoader loader, ClassFile file) {
        List<TypeShape> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        enqueue(file.superName(), file.interfaces(), open);
        for (String name = open.poll(); name != null; name = open.poll()) {
            if (seen.add(name)) {
                TypeShape shape = shape(loader, name);
                found.add(shape);
                enqueue(shape.superName(), shape.interfaces(), open);
            }
        }
        return found;
    }

    private static void enqueue(@Nullable String superName, List<String> interfaces, Deque<String> open) {
        if (superName != null) {
            open.add(superName);
        }
        open.addAll(interfaces);
    }

    private TypeShape shape(ClassLoader loader, String name) {
        if ((name.startsWith("java/") && !throughJdk) || name.equals("java/lang/Object")) {
            return TypeShape.leaf(name);
        }
        // A type made at run time has no resource, but the loader that defined it was seen defining it.
        for (ClassLoader at = loader; at != null; at = at.getParent()) {
            TypeShape known = views.of(at).known(name);
            if (known != null) {
                return known;
            }
        }
        ClassFile file = read(loader, name);
        TypeShape shape = file == null ? TypeShape.leaf(name) : TypeShape.of(file, mentionsAnnotation(file));
        views.of(loader).remember(shape);
        return shape;
    }

    private static boolean mentionsAnnotation(ClassFile file) {
        BitSet words = file.words(ANNOTATIONS);
        return words.get(CACHED_WORD) || words.get(EVICTS_WORD);
    }

    /** Reads a type's class file through a loader; null if it has none or is unreadable. */
    static @Nullable ClassFile read(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : ClassFile.of(in.readAllBytes());
        } catch (Exception unreadable) {
            return null;
        }
    }
}
