package dev.reprise.engine;

import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.MemoryLook;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.worth.Worth;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one scope in memory, where there is such a tier: as bytes, or as they are if nobody could change them.
 * Thread-safe.
 */
final class MemoryEntries {

    private final @Nullable MemoryRegion region;
    private final InstantSource clock;
    private final Epochs epochs;

    MemoryEntries(@Nullable MemoryRegion region, InstantSource clock, Epochs epochs) {
        this.region = region;
        this.clock = clock;
        this.epochs = epochs;
    }

    /** Returns what is held under a key, whether it is served or not; null if nothing. */
    @Nullable
    MemoryLook look(CacheKey key) {
        return region == null ? null : region.look(key);
    }

    /** Returns what is held that a call can have, as it is held; null if nothing. */
    @Nullable
    Object get(CacheKey key, Life life, Subjects subjects, Control control) {
        return get(key, life, /* ahead= */ 0, subjects, control);
    }

    /** As above, of what lives for so many milliseconds yet. */
    @Nullable
    Object get(CacheKey key, Life life, long ahead, Subjects subjects, Control control) {
        long now = clock.millis();
        epochs.catchUp(now);
        if (region == null) {
            return null;
        }
        long since = Math.max(control.since(now), life.since(now + ahead));
        return region.get(key, now, life.window() + ahead, subjects.inMemory(key), since);
    }

    /** Returns what is held under a key, though its time may be over; null if nothing. */
    MemoryRegion.@Nullable Held late(CacheKey key, Subjects subjects, long now) {
        return region == null ? null : region.held(key, now, subjects.inMemory(key));
    }

    /**
     * Notes that a call was answered whose method's entries live from their last use.
     *
     * @return whether what is stored is to live until then, too
     */
    boolean extended(CacheKey key, Life life, long expires) {
        return region != null && region.extend(key, expires, life.leastGain());
    }

    /**
     * Holds an answer.
     *
     * @param value what nobody can change
     * @param size what it takes
     */
    void hold(CacheKey key, Object value, int size, Worth worth, long now, long expires, Begun begun) {
        put(key, asIs(value, worth), size(size, /* asIs= */ true, worth), now, expires, begun);
    }

    /**
     * As above, as bytes.
     *
     * @param worth what it is worth; null if nobody knows
     */
    void hold(
            CacheKey key,
            Encoded.Form form,
            byte[] content,
            @Nullable Worth worth,
            long now,
            long expires,
            Begun begun) {
        int size = size(content.length, /* asIs= */ false, worth);
        put(key, new Encoded(content, form, worth), size, now, expires, begun);
    }

    private void put(CacheKey key, Object held, int size, long now, long expires, Begun begun) {
        Stamps stamps = region == null ? null : begun.of(key);
        if (region != null && stamps != null) {
            region.put(key, held, size, now, expires, stamps.memory(), begun.subjects());
            if (begun.of(key) == null) {
                region.remove(key); // By somebody who forgets the key before this entry has expired, perhaps.
            }
        }
    }

    /**
     * Holds what a store had.
     *
     * @param value what the blob means
     */
    void hold(
            CacheKey key, Blob blob, Object value, Encoded.Form form, long expires, Stamps stamps, Subjects subjects) {
        if (region == null) {
            return;
        }
        boolean asIs = Codecs.isImmutable(value);
        Worth worth = blob.worth();
        region.put(
                key,
                asIs ? asIs(value, worth) : new Encoded(blob.content(), form, worth),
                size(asIs ? HeldSize.of(value) : blob.content().length, asIs, worth),
                blob.createdAtMillis(),
                expires,
                stamps.memory(),
                subjects);
        if (subjects.inMemory(key) != stamps.memory()) {
            region.remove(key); // Evicted meanwhile.
        }
    }

    private static Object asIs(Object value, @Nullable Worth worth) {
        return worth == null ? value : new Found(value, Source.MEMORY, worth);
    }

    /** Returns what an entry takes, with what it is worth. */
    private static int size(int ofValue, boolean asIs, @Nullable Worth worth) {
        return worth == null
                ? ofValue
                : (int) Math.min(Integer.MAX_VALUE, (long) ofValue + worth.size() + (asIs ? Found.SIZE : 0));
    }

    void remove(CacheKey key) {
        if (region != null) {
            region.remove(key);
        }
    }

    /** Lets go of all. */
    void clear() {
        if (region != null) {
            region.clear();
        }
    }
}
