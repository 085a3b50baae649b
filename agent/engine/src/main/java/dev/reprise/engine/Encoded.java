package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.worth.Worth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer held as bytes, because its object could be changed by whoever gets it.
 *
 * @param content what the method's codec made of it; never changed
 * @param form how it was made
 * @param worth what the real call cost; null if nobody knows
 */
@SuppressWarnings("ArrayRecordComponent") // Held, never compared.
record Encoded(byte[] content, Form form, @Nullable Worth worth) {

    private static final Logger log = LoggerFactory.getLogger(Encoded.class);

    /** Returns how answers of a method are made into bytes; null if they cannot be. */
    static @Nullable Form form(CachedMethod method) {
        try {
            return method.form();
        } catch (Uncacheable refused) {
            return null;
        }
    }

    /** Returns what bytes mean, as answers of a method; null if they cannot be read. */
    static @Nullable Object decoded(byte[] content, CacheKey key, CachedMethod method) {
        try {
            return method.codec().decode(content);
        } catch (Undecodable | Uncacheable reason) {
            log.debug("{}: entry {} is a miss: {}", method.name(), key, reason.getMessage());
            return null;
        }
    }

    /**
     * What bytes mean. Two applications, or two states of one that was deployed anew, may have methods with one key whose
     * answers are of other types. Holds nothing of the host.
     *
     * @param codec the codec's name
     * @param shape a digest of the classes that it carries, and of the conditions under which answers are kept
     */
    record Form(String codec, long shape) {}
}
