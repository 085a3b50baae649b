package dev.reprise.engine.value;

import dev.reprise.engine.adapter.AdapterFailure;
import dev.reprise.engine.adapter.HostAdapter;
import java.util.IdentityHashMap;

/**
 * What the host's adapters wrote for the objects of one answer. Each object is asked about once, so that what was looked
 * at is what is stored. Belongs to one thread.
 */
final class Written {

    private final IdentityHashMap<Object, Object> plain = new IdentityHashMap<>();

    /** Returns the plain value that stands for an object. */
    Object of(Object value, HostAdapter adapter) throws Uncacheable {
        Object written = plain.get(value);
        if (written == null) {
            try {
                written = adapter.write(value);
            } catch (AdapterFailure failure) {
                throw new Uncacheable(failure.reason());
            }
            plain.put(value, written);
        }
        return written;
    }
}
