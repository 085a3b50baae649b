package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.MemoryLook;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import dev.reprise.engine.worth.Worth;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of one scope in every tier. Thread-safe. */
final class Entries {

    /** How many entries are looked up together, which are in memory twice while they are read. */
    private static final int AT_ONCE = 100;

    private final ScopeSettings scope;
    private final MemoryEntries memory;
    private final StoredEntries stored;
    private final long maxEntryBytes;
    private final InstantSource clock;
    private final Epochs epochs;

    Entries(
            ScopeSettings scope,
            @Nullable MemoryRegion memory,
            List<Store> stores,
            long maxEntryBytes,
            InstantSource clock,
            Epochs epochs) {
        this.scope = scope;
        this.memory = new MemoryEntries(memory, clock, epochs);
        this.stored = new StoredEntries(scope, stores, this.memory, clock, epochs);
        this.maxEntryBytes = maxEntryBytes;
        this.clock = clock;
        this.epochs = epochs;
    }

    /**
     * Returns what an entry holds, the caller's own, or null if there is none that he can have; a {@link Found} with it if it
     * was not in memory.
     *
     * @param subjects what the entry is evicted by
     */
    @Nullable
    Object get(CacheKey key, CachedMethod method, Subjects subjects) {
        Object held = memory.get(key, method.life(), subjects, Control.NONE);
        return held == null
                ? stored.get(key, method, subjects, new Patience(), Control.NONE, /* late= */ null)
                : fromHeld(held, key, method);
    }

    /**
     * As above, for one of several look-ups of a call.
     *
     * @param patience the call's
     * @param control what is asked of the call
     */
    @Nullable
    Object get(CacheKey key, CachedMethod method, Subjects subjects, Patience patience, Control control) {
        Object held = memory.get(key, method.life(), subjects, control);
        return held == null
                ? stored.get(key, method, subjects, patience, control, /* late= */ null)
                : fromHeld(held, key, method);
    }

    ScopeSettings scope() {
        return scope;
    }

    /** Returns what memory holds under a key, whether it is served or not; null if nothing. */
    @Nullable
    MemoryLook inMemory(CacheKey key) {
        return memory.look(key);
    }

    /** Returns what memory holds, the caller's own, or null. */
    @Nullable
    Object held(CacheKey key, CachedMethod method, Subjects subjects) {
        Object held = memory.get(key, method.life(), subjects, Control.NONE);
        return held == null ? null : fromHeld(held, key, method);
    }

    /** Returns what memory holds that is not to be asked for again yet, the caller's own, or null. */
    @Nullable
    Object early(CacheKey key, CachedMethod method, Subjects subjects) {
        Life life = method.life();
        Object held = memory.get(key, life, life.ahead(), subjects, Control.NONE);
        return held == null ? null : fromHeld(held, key, method);
    }

    /**
     * Returns what is kept under a key, though its time may be over, or null if there is nothing that the caller can have. No use
     * of it makes an entry live longer.
     */
    @Nullable
    LateEntry late(CacheKey key, CachedMethod method, Subjects subjects) {
        return late(key, method, subjects, new Patience());
    }

    /**
     * As above, for one of several look-ups of a call.
     *
     * @param patience the call's
     */
    @Nullable
    LateEntry late(CacheKey key, CachedMethod method, Subjects subjects, Patience patience) {
        long now = clock.millis();
        epochs.catchUp(now);
        LateEntry late = new LateEntry(now);
        MemoryRegion.Held held = memory.late(key, subjects, now);
        Life life = method.life();
        long over = held == null ? 0 : life.over(held.createdAtMillis(), held.expiresAtMillis());
        if (held == null || over + life.window() <= now) {
            return late.holds(stored.get(key, method, subjects, patience, Control.NONE, late));
        }
        late.found(held.createdAtMillis(), over);
        return late.holds(taken(held.value(), key, method));
    }

    /**
     * Returns what several entries hold, in the order of their keys, of which some may be the same: each as above, or null.
     *
     * @param subjects what the entries are evicted by
     * @param patience the call's
     * @param control what is asked of the call
     */
    List<@Nullable Object> getAll(
            List<CacheKey> keys, CachedMethod method, Subjects subjects, Patience patience, Control control) {
        List<@Nullable Object> values = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            values.addAll(getSome(
                    keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), method, subjects, patience, control));
        }
        return values;
    }

    private List<@Nullable Object> getSome(
            List<CacheKey> keys, CachedMethod method, Subjects subjects, Patience patience, Control control) {
        List<@Nullable Object> values = new ArrayList<>(keys.size());
        for (CacheKey key : keys) {
            Object held = memory.get(key, method.life(), subjects, control);
            values.add(held == null ? null : fromHeld(held, key, method));
        }
        stored.getAll(keys, values, method, subjects, patience, control);
        return values;
    }

    private @Nullable Object fromHeld(Object held, CacheKey key, CachedMethod method) {
        Object found = taken(held, key, method);
        if (found != null && method.life().fromLastUse()) {
            used(key, method.life());
        }
        return found;
    }

    /** Notes that memory answered a call whose method's entries live from their last use. */
    private void used(CacheKey key, Life life) {
        long expires = life.expires(key, clock.millis());
        if (memory.extended(key, life, expires)) {
            stored.extend(key, expires);
        }
    }

    private @Nullable Object taken(Object held, CacheKey key, CachedMethod method) {
        Object value = held instanceof Encoded encoded ? fromMemory(encoded, key, method) : Found.value(held);
        if (value == null || !method.holds(value)) {
            return null;
        }
        return held instanceof Encoded encoded && encoded.worth() != null
                ? new Found(value, Source.MEMORY, encoded.worth())
                : held instanceof Found ? held : value;
    }

    private @Nullable Object fromMemory(Encoded encoded, CacheKey key, CachedMethod method) {
        // Another application's method, say, of the same name, whose answers are of another type.
        if (!encoded.form().equals(Encoded.form(method))) {
            return null;
        }
        Object value = Encoded.decoded(encoded.content(), key, method);
        if (value == null) {
            memory.remove(key);
            stored.remove(key);
        }
        return value;
    }

    /**
     * Keeps an answer. What its caller could change is encoded before this returns; what outlives this process is written
     * later.
     *
     * @param given what the call was given
     * @param begun what was in force when the call began: if the entry has been evicted since, it is not kept
     * @param worth what the call cost
     * @param fit run when nothing is in the way of keeping it any more, and before it is kept
     * @throws Uncacheable if the answer cannot be carried
     */
    void put(CacheKey key, Object value, Given given, CachedMethod method, Begun begun, Worth worth, Runnable fit)
            throws Uncacheable {
        ValueCodec codec = method.codec();
        long now = clock.millis();
        long expires = method.life().expires(key, now);
        if (codec.holdsAsIs(value)) {
            int size = HeldSize.of(value);
            admit(size);
            fit.run();
            method.outcomes().own().kept(size);
            memory.hold(key, value, size, worth, now, expires, begun);
            stored.write(key, method.form(), () -> codec.encode(value), size, worth, now, expires, begun);
        } else {
            putEncoded(key, codec.encode(value, given), method, begun, worth, fit);
        }
    }

    /**
     * Keeps an answer that is encoded already.
     *
     * @param content what the method's codec made of it; not changed any more
     * @param worth what the call cost
     * @param fit as above
     * @throws Uncacheable if the answer is too large
     */
    void putEncoded(CacheKey key, byte[] content, CachedMethod method, Begun begun, Worth worth, Runnable fit)
            throws Uncacheable {
        long now = clock.millis();
        long expires = method.life().expires(key, now);
        admit(content.length);
        fit.run();
        method.outcomes().own().kept(content.length);
        memory.hold(key, method.form(), content, worth, now, expires, begun);
        stored.write(key, method.form(), () -> content, content.length, worth, now, expires, begun);
    }

    /**
     * Keeps what is encoded already, each under its key; written as one.
     *
     * @param contents as above
     * @param worths what each is worth, as far as it is known
     * @param fit as above
     * @throws Uncacheable if one of them is too large; then none is kept
     */
    void putEncoded(
            Map<CacheKey, byte[]> contents, CachedMethod method, Begun begun, Map<CacheKey, Worth> worths, Runnable fit)
            throws Uncacheable {
        long size = 0;
        for (byte[] content : contents.values()) {
            admit(content.length);
            size += content.length;
        }
        fit.run();
        method.outcomes().own().kept(size);
        long now = clock.millis();
        Life life = method.life();
        Encoded.Form form = method.form();
        contents.forEach(
                (key, content) -> memory.hold(key, form, content, worths.get(key), now, life.expires(key, now), begun));
        stored.write(contents, form, size, worths, life, now, begun);
    }

    /** Removes an entry that should not have been put, in every tier, though its write may still be queued. */
    void withdraw(CacheKey key) {
        stored.withdraw(key);
    }

    /** Has an entry removed that another takes the place of, which is put next. */
    void replace(CacheKey key) {
        stored.replace(key);
    }

    /** Returns the keys of entries that outlive this process still, and are to be removed. */
    Set<CacheKey> withdrawn() {
        return stored.withdrawn();
    }

    /** Returns how large an entry may be. */
    long maxEntryBytes() {
        return maxEntryBytes;
    }

    /** The reason is the same for all such answers, so that it is said once. */
    private void admit(int size) throws Uncacheable {
        if (size > maxEntryBytes) {
            throw Uncacheable.tooLarge(maxEntryBytes);
        }
    }

    /** Removes what is kept under a key that is evicted. */
    void evict(CacheKey key) {
        stored.remove(key);
    }

    /** Lets go of what is in memory, where all of it is evicted. */
    void clear() {
        memory.clear();
    }
}
