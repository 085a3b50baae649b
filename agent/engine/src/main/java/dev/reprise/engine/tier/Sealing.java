package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Seals entries with the configured keys, and opens what was sealed with them: for a store that others can write to.
 * Without a configured MAC key nothing is sealed or opened. Thread-safe.
 */
public final class Sealing {

    /** More than an envelope takes besides the content. */
    private static final int ENVELOPE = 128 << 10;

    private static final int MAX_SEALED = Integer.MAX_VALUE - 64;

    private final ConfiguredKeys keys;
    private final Logger log;
    private final AtomicBoolean damageReported = new AtomicBoolean();
    private volatile @Nullable Envelope envelope;

    /**
     * @param keys fetched when they are first needed
     * @param log told once of an entry that cannot be trusted
     */
    public Sealing(ConfiguredKeys keys, Logger log) {
        this.keys = keys;
        this.log = log;
    }

    /** Returns how many bytes an entry takes at the most that holds so many. */
    public static int sealedLength(long maxContent) {
        return (int) Math.min(MAX_SEALED, maxContent + ENVELOPE);
    }

    /** Returns whether anything can be opened: that the keys are there. Does not wait for them. */
    public boolean isReady() {
        return envelope != null || made(keys.now()) != null;
    }

    /** Seals an entry; returns null if the keys cannot be had. Waits for them, so not for the caller's thread. */
    public byte @Nullable [] seal(String scope, CacheKey key, Blob blob) {
        Envelope with = envelope;
        if (with == null) {
            with = made(keys.await());
        }
        return with == null ? null : with.seal(scope, key, blob);
    }

    /** Returns the entry that was sealed for a scope and key, or null if the bytes are not just that, or the keys are not there. */
    public @Nullable Blob open(String scope, CacheKey key, byte[] bytes) {
        Envelope with = envelope;
        if (with == null) {
            return null;
        }
        try {
            return with.open(scope, key, bytes);
        } catch (Foreign e) { // Of use to another process, perhaps; if not, the next write replaces it.
            log.debug("an entry is {}", e.getMessage());
        } catch (Damaged e) {
            if (damageReported.compareAndSet(false, true)) {
                log.warn(
                        "a stored entry cannot be trusted, its call runs again: {} in scope {} is {}. Further ones are"
                                + " not reported.",
                        key.hex(),
                        scope,
                        e.getMessage());
            }
        }
        return null;
    }

    /** Returns whose a sealed entry is, as a number that nobody without the keys can make; 0 if it does not say. */
    public static long tenant(byte[] sealed) {
        return Envelope.tenant(sealed);
    }

    /** Returns what bytes are that lie under an entry's name. Waits for the keys. */
    public Stored judge(String scope, CacheKey key, byte[] bytes, long nowMillis) throws IOException {
        Envelope with = envelope == null ? made(keys.await()) : envelope;
        if (with == null) {
            throw new IOException("a store that others can write to needs store.mac-key");
        }
        return Stored.judged(scope, key, bytes, nowMillis, () -> with.open(scope, key, bytes));
    }

    private @Nullable Envelope made(@Nullable StoreKeys of) {
        if (of == null || of.mac().isEmpty()) {
            return null;
        }
        Envelope made = new Envelope(of);
        envelope = made;
        return made;
    }
}
