package dev.reprise.engine.value;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The classes that stored bytes may name, found for the loader of the method. Reaches them: belongs to one codec. */
final class HostClasses {

    private record Found(Class<?> type, long shape) {}

    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final Map<Class<?>, Map<String, Object>> constants = new ConcurrentHashMap<>();
    private final AllowList allowed;
    private final Anatomy anatomy;
    private final @Nullable ClassLoader loader;

    HostClasses(AllowList allowed, Anatomy anatomy, @Nullable ClassLoader loader) {
        this.allowed = allowed;
        this.anatomy = anatomy;
        this.loader = loader;
    }

    /**
     * Returns a class, not initialised.
     *
     * @throws Undecodable if it is not allowed, is gone, or has another shape than when the bytes were written
     */
    Class<?> find(String name, long shape) throws Undecodable {
        Found known = found.get(name);
        if (known == null) {
            if (!allowed.permits(name)) {
                throw new Undecodable(name + " is not allowed");
            }
            known = load(name);
            found.put(name, known);
        }
        if (known.shape != shape) {
            throw new Undecodable(name + " has changed since");
        }
        return known.type;
    }

    Object constant(Class<?> type, String name) throws Undecodable {
        Map<String, Object> byName = constants.get(type);
        if (byName == null) {
            byName = new ConcurrentHashMap<>();
            Object[] all = type.getEnumConstants();
            for (Object constant : all == null ? new Object[0] : all) {
                byName.put(((Enum<?>) constant).name(), constant);
            }
            constants.put(type, byName);
        }
        Object constant = byName.get(name);
        if (constant == null) {
            throw new Undecodable(type.getName() + "." + name + " does not exist");
        }
        return constant;
    }

    private Found load(String name) throws Undecodable {
        try {
            Class<?> type = Class.forName(name, false, loader);
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (Liveness.of(element) != null && anatomy.adapter(element) == null) {
                throw new Undecodable(name + " is no value");
            }
            return new Found(type, anatomy.shape(type));
        } catch (ClassNotFoundException | LinkageError gone) {
            throw Undecodable.because(gone);
        }
    }
}
