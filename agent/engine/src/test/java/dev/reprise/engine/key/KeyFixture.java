package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.List;

/** Short ways to a key. */
final class KeyFixture {

    static final Keys KEYS = new Keys(FieldAccess.NONE);

    private KeyFixture() {}

    static KeySpec spec() {
        return new KeySpec("ns", "com.acme.A#m(Ljava/lang/Object;)V", "", false, List.of(), List.of(), List.of());
    }

    static KeySpec ignoring(String... paths) {
        return new KeySpec("ns", "com.acme.A#m()V", "", true, List.of("request", "traceId"), List.of(paths), List.of());
    }

    static KeySpec stateful(String... paths) {
        return new KeySpec("ns", "com.acme.A#m()V", "", true, List.of(), List.of(), List.of(paths));
    }

    static CacheKey key(Object... arguments) {
        return key(spec(), null, arguments);
    }

    static CacheKey keyOn(Object receiver, Object... arguments) {
        return key(ignoring(), receiver, arguments);
    }

    static CacheKey key(KeySpec spec, Object receiver, Object... arguments) {
        try {
            return KEYS.plan(spec).key(null, receiver, arguments);
        } catch (Unkeyable refused) {
            throw new AssertionError(refused);
        }
    }

    static Unkeyable refusal(Object... arguments) {
        return refusal(spec(), null, arguments);
    }

    static Unkeyable refusal(KeySpec spec, Object receiver, Object... arguments) {
        try {
            CacheKey key = KEYS.plan(spec).key(null, receiver, arguments);
            throw new AssertionError("has a key: " + key);
        } catch (Unkeyable refused) {
            return refused;
        }
    }
}
