package dev.reprise.engine.adapter;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The adapters that hold for the methods of one class. Reaches classes of the host. Immutable. */
public final class Adapters {

    /** No adapters at all. */
    public static final Adapters NONE = new Adapters(Map.of(), Map.of());

    private final Map<Class<?>, HostAdapter> forKeys;
    private final Map<Class<?>, HostAdapter> forValues;

    private Adapters(Map<Class<?>, HostAdapter> forKeys, Map<Class<?>, HostAdapter> forValues) {
        this.forKeys = Map.copyOf(forKeys);
        this.forValues = Map.copyOf(forValues);
    }

    /** Returns some adapters, each of another type. */
    static Adapters of(Collection<HostAdapter> adapters) {
        Map<Class<?>, HostAdapter> forKeys = new HashMap<>();
        Map<Class<?>, HostAdapter> forValues = new HashMap<>();
        for (HostAdapter adapter : adapters) {
            if (adapter.servesKeys()) {
                forKeys.put(adapter.type(), adapter);
            }
            if (adapter.servesValues()) {
                forValues.put(adapter.type(), adapter);
            }
        }
        return new Adapters(forKeys, forValues);
    }

    /** Returns those that serve keys, by the class of what they serve. */
    public Map<Class<?>, HostAdapter> forKeys() {
        return forKeys;
    }

    /** Returns the adapter that carries the objects of exactly this class, or null. */
    public @Nullable HostAdapter forValues(Class<?> type) {
        return forValues.get(type);
    }
}
