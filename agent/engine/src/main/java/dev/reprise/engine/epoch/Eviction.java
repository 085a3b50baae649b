package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;

/**
 * One eviction, as it is written down.
 *
 * @param kind what is evicted
 * @param id the key, or the subject in its first half
 * @param epoch the number that it is given: a random one, or of what Redis counts, a count
 */
public record Eviction(Kind kind, CacheKey id, long epoch) {

    /** What is evicted. */
    public enum Kind {
        /** Everything that has a subject. */
        SUBJECT(1),
        /** One entry. */
        KEY(2),
        /** Everything that has a subject, as Redis counts. */
        SHARED_SUBJECT(3),
        /** Everything in Redis: it begins to count anew. */
        SHARED_GENERATION(4),
        /** One entry, by an eviction that came by Redis. */
        SHARED_KEY(5),
        /** Nothing: Redis has been told of the eviction with this number. */
        TOLD(6),
        /** All entries whose keys are in one group, because one of them was evicted and is forgotten. */
        KEYS(7),
        /** Something that only later versions know. */
        UNKNOWN(127);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** Returns what stands for it where it is written down. */
        public byte code() {
            return code;
        }

        /** Returns the kind that a code stands for. */
        public static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return UNKNOWN;
        }
    }

    /** Returns the eviction of a subject. */
    public static Eviction of(Kind kind, Subject subject, long epoch) {
        return new Eviction(kind, new CacheKey(subject.a(), subject.b(), 0, 0), epoch);
    }

    /** Returns the subject, if it is one. */
    public Subject subject() {
        return new Subject(id.a(), id.b());
    }
}
