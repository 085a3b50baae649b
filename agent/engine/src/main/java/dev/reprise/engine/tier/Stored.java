package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that lies in a store under the name of an entry.
 *
 * @param scope its scope
 * @param key its key
 * @param state whether it can be used
 * @param bytes what it takes
 * @param blob what it holds; null unless it can be used
 * @param after the subjects after whose evictions it was made, besides its namespace and scope
 */
public record Stored(
        String scope,
        CacheKey key,
        State state,
        long bytes,
        @Nullable Blob blob,
        List<Subject> after) {

    /** Returns it as it is to be told of by who knows what was evicted. */
    public Stored after(@Nullable List<Subject> made) {
        return made == null
                ? new Stored(scope, key, State.EVICTED, bytes, /* blob= */ null, List.of())
                : new Stored(scope, key, state, bytes, blob, made);
    }

    /** What opens what lies there. */
    interface Opening {
        Blob open() throws IOException, Damaged, Foreign;
    }

    /** Returns what lies under a name, opened if that can be done. */
    static Stored judged(String scope, CacheKey key, byte[] bytes, long nowMillis, Opening opening) throws IOException {
        Blob blob = null;
        State state;
        try {
            blob = opening.open();
            state = blob.expiresAtMillis() <= nowMillis ? State.EXPIRED : State.WHOLE;
        } catch (Foreign other) {
            state = Envelope.isOfAnotherVersion(bytes) ? State.OTHER_VERSION : State.OTHER_KEY;
        } catch (Damaged damaged) {
            state = State.DAMAGED;
        }
        return new Stored(scope, key, state, bytes.length, state == State.WHOLE ? blob : null, List.of());
    }

    /** Whether it can be used. */
    public enum State {
        /** It can. */
        WHOLE("whole"),
        /** Its time is over. */
        EXPIRED("expired"),
        /** It was evicted. */
        EVICTED("evicted"),
        /** An agent of another version wrote it. */
        OTHER_VERSION("of another format version"),
        /** It was sealed or encrypted with a key that is not one of those given, or is not encrypted where a key is given. */
        OTHER_KEY("of another key"),
        /** It is not what was written under this name. */
        DAMAGED("damaged");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Returns what people are told. */
        @Override
        public String toString() {
            return words;
        }
    }
}
