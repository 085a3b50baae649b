package dev.reprise.weaver.match;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@link LoaderView} of each class loader of the host, forgotten with the loader. Loaders are told apart by
 * identity; no method of theirs is called.
 */
final class LoaderViews {

    private final ConcurrentMap<Object, LoaderView> views = new ConcurrentHashMap<>();
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

    LoaderView of(ClassLoader loader) {
        forgetCollected();
        LoaderView view = views.get(new Probe(loader));
        if (view == null) {
            LoaderView created = new LoaderView();
            LoaderView present = views.putIfAbsent(new Key(loader, collected), created);
            view = present == null ? created : present;
        }
        return view;
    }

    int size() {
        forgetCollected();
        return views.size();
    }

    private void forgetCollected() {
        for (Object key = collected.poll(); key != null; key = collected.poll()) {
            views.remove(key);
        }
    }

    private static final class Key extends WeakReference<ClassLoader> {

        private final int hash;

        Key(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
            super(loader, queue);
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null
                    && ((other instanceof Key key && key.get() == loader)
                            || (other instanceof Probe probe && probe.loader == loader));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private record Probe(ClassLoader loader) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    ? key.get() == loader
                    : other instanceof Probe probe && probe.loader == loader;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(loader);
        }
    }
}
