package dev.reprise.weaver.match;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What was learnt of the types that one class loader sees. It holds names only, never the loader or a class. */
final class LoaderView {

    private static final String CACHED = "dev/reprise/api/Cached.class";

    private final ConcurrentMap<String, TypeShape> shapes = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean seesAnnotation;

    /** Whether the loader can see the annotation at all; if not, none of its types needs to be searched for it. */
    boolean seesAnnotation(ClassLoader loader) {
        Boolean sees = seesAnnotation;
        if (sees == null) {
            sees = loader.getResource(CACHED) != null;
            seesAnnotation = sees;
        }
        return sees;
    }

    /** Whether the loader sees the annotation, or nobody has asked it yet. */
    boolean maySeeAnnotation() {
        Boolean sees = seesAnnotation;
        return sees == null || sees;
    }

    @Nullable
    TypeShape known(String name) {
        return shapes.get(name);
    }

    void remember(TypeShape shape) {
        shapes.put(shape.name(), shape);
    }
}
