package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.MemoryLook;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import dev.reprise.engine.worth.Worth;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entries of one scope in every tier. Thread-safe. */
final class Entries {

    private static final Logger log = LoggerFactory.getLogger(Entries.class);

    /** How many entries are looked up together, which are in memory twice while they are read. */
    private static final int AT_ONCE = 100;

    private final ScopeSettings scope;
    private final @Nullable MemoryRegion memory;
    private final List<Store> stores;
    private final long maxEntryBytes;
    private final InstantSource clock;
    private final Epochs epochs;
    private final boolean isShared;
    /** Keys whose stored entries are about to be removed. */
    private final Set<CacheKey> withdrawn = ConcurrentHashMap.newKeySet();

    Entries(
            ScopeSettings scope,
            @Nullable MemoryRegion memory,
            List<Store> stores,
            long maxEntryBytes,
            InstantSource clock,
            Epochs epochs) {
        this.scope = scope;
        this.memory = memory;
        this.stores = stores;
        this.maxEntryBytes = maxEntryBytes;
        this.clock = clock;
        this.epochs = epochs;
        this.isShared = hasRemote(stores);
    }

    private static boolean hasRemote(List<Store> stores) {
        for (Store store : stores) {
            if (store.tier().isRemote()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns what an entry holds, the caller's own, or null if there is none that he can have; a {@link Found} with it if it
     * was not in memory.
     *
     * @param subjects what the entry is evicted by
     */
    @Nullable
    Object get(CacheKey key, CachedMethod method, Subjects subjects) {
        Object held = fromMemory(key, method, subjects, Control.NONE);
        return held == null
                ? fromStores(key, method, subjects, new Patience(), Control.NONE, /* late= */ null)
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
        Object held = fromMemory(key, method, subjects, control);
        return held == null
                ? fromStores(key, method, subjects, patience, control, /* late= */ null)
                : fromHeld(held, key, method);
    }

    ScopeSettings scope() {
        return scope;
    }

    /** Returns what memory holds under a key, whether it is served or not; null if nothing. */
    @Nullable
    MemoryLook inMemory(CacheKey key) {
        return memory == null ? null : memory.look(key);
    }

    /** Returns what memory holds, the caller's own, or null. */
    @Nullable
    Object held(CacheKey key, CachedMethod method, Subjects subjects) {
        Object held = fromMemory(key, method, subjects, Control.NONE);
        return held == null ? null : fromHeld(held, key, method);
    }

    /** Returns what memory holds that is not to be asked for again yet, the caller's own, or null. */
    @Nullable
    Object early(CacheKey key, CachedMethod method, Subjects subjects) {
        Life life = method.life();
        Object held = fromMemory(key, life, life.ahead(), subjects, Control.NONE);
        return held == null ? null : fromHeld(held, key, method);
    }

    /**
     * Returns what is kept under a key, though its time may be over, or null if there is nothing that the caller can have. No use
     * of it makes an entry live longer.
     */
    @Nullable
    LateEntry late(CacheKey key, CachedMethod method, Subjects subjects) {
        long now = clock.millis();
        epochs.catchUp(now);
        LateEntry late = new LateEntry(now);
        MemoryRegion.Held held = memory == null ? null : memory.held(key, now, subjects.inMemory(key));
        Life life = method.life();
        long over = held == null ? 0 : life.over(held.createdAtMillis(), held.expiresAtMillis());
        if (held == null || over + life.window() <= now) {
            return late.holds(fromStores(key, method, subjects, new Patience(), Control.NONE, late));
        }
        late.found(held.createdAtMillis(), over);
        return late.holds(taken(held.value(), key, method));
    }

    private @Nullable Object fromMemory(CacheKey key, CachedMethod method, Subjects subjects, Control control) {
        return fromMemory(key, method.life(), /* ahead= */ 0, subjects, control);
    }

    /** As above, of what lives for so many milliseconds yet. */
    private @Nullable Object fromMemory(CacheKey key, Life life, long ahead, Subjects subjects, Control control) {
        long now = clock.millis();
        epochs.catchUp(now);
        if (memory == null) {
            return null;
        }
        long since = Math.max(control.since(now), life.since(now + ahead));
        return memory.get(key, now, life.window() + ahead, subjects.inMemory(key), since);
    }

    /**
     * @param late told what is known of an entry whose time may be over; null if none of these is wanted
     */
    private @Nullable Object fromStores(
            CacheKey key,
            CachedMethod method,
            Subjects subjects,
            Patience patience,
            Control control,
            @Nullable LateEntry late) {
        if (withdrawn.contains(key)) {
            return null;
        }
        learn(patience);
        for (int i = 0; i < stores.size(); i++) {
            Begun begun = subjects.begin();
            Blob blob = young(stores.get(i).tier().get(scope, key, patience), control);
            Stamps stamps = blob == null ? null : current(stores.get(i), key, blob, begun);
            Object value = blob == null || stamps == null
                    ? null
                    : fromStore(stores.get(i), blob, key, method, stamps, subjects, late);
            if (blob != null && stamps != null && value != null) {
                Blob promoted = late == null ? used(i, key, blob, method) : blob;
                promote(i, key, promoted.inHome(stamps.home()));
                return new Found(value, stores.get(i).source(), blob.worth());
            }
        }
        return null;
    }

    /** Returns what a store has found if it is young enough for a call, otherwise null. */
    private @Nullable Blob young(@Nullable Blob blob, Control control) {
        return blob != null && blob.createdAtMillis() >= control.since(clock.millis()) ? blob : null;
    }

    /** What is on disk may have been evicted on another machine, while this process did not run, say. */
    private void learn(Patience patience) {
        if (isShared) {
            for (Store store : stores) {
                store.tier().learn(patience);
            }
        }
    }

    /**
     * Returns what an entry is stamped with that a store has found; null if it was evicted.
     *
     * @param begun what was in force when the store was asked
     */
    private @Nullable Stamps current(Store store, CacheKey key, Blob blob, Begun begun) {
        Stamps now = begun.subjects().now(key);
        if (!store.tier().isRemote()) {
            return blob.home() == now.home() && (!isShared || blob.shared() == now.shared()) ? now : null;
        }
        Stamps before = begun.inHome(key);
        return before != null && blob.shared() != 0 && blob.shared() == now.shared() ? before.withSharedOf(now) : null;
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
        Set<CacheKey> missing = new LinkedHashSet<>();
        for (CacheKey key : keys) {
            Object held = fromMemory(key, method, subjects, control);
            values.add(held == null ? null : fromHeld(held, key, method));
            if (held == null && !withdrawn.contains(key)) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            learn(patience);
        }
        for (int i = 0; i < stores.size() && !missing.isEmpty(); i++) {
            Begun begun = subjects.begin();
            Map<CacheKey, Blob> found = stores.get(i).tier().getAll(scope, List.copyOf(missing), patience);
            for (int at = 0; at < keys.size(); at++) {
                CacheKey key = keys.get(at);
                Blob blob = values.get(at) == null ? young(found.get(key), control) : null;
                Stamps stamps = blob == null ? null : current(stores.get(i), key, blob, begun);
                Object value = blob == null || stamps == null
                        ? null
                        : fromStore(stores.get(i), blob, key, method, stamps, subjects, /* late= */ null);
                if (blob != null && stamps != null && value != null) {
                    values.set(at, new Found(value, stores.get(i).source(), blob.worth()));
                    if (missing.remove(key)) {
                        promote(i, key, used(i, key, blob, method).inHome(stamps.home()));
                    }
                }
            }
        }
        return values;
    }

    /** Puts what was found in a store into those that are asked before it. */
    private void promote(int found, CacheKey key, Blob blob) {
        for (Store nearer : stores.subList(0, found)) {
            nearer.writer().submit(() -> nearer.tier().put(scope, key, blob), blob.content().length);
        }
    }

    /** Returns what was found in a store as it is to be from this use on. */
    private Blob used(int found, CacheKey key, Blob blob, CachedMethod method) {
        long now = clock.millis();
        if (!method.life().isRenewed(key, blob.expiresAtMillis(), now)) {
            return blob;
        }
        long expires = method.life().expires(key, now);
        extend(stores.subList(found, stores.size()), key, expires);
        return blob.until(expires);
    }

    /** Notes that memory answered a call whose method's entries live from their last use. */
    private void used(MemoryRegion region, CacheKey key, Life life) {
        long expires = life.expires(key, clock.millis());
        if (region.extend(key, expires, life.leastGain())) {
            extend(stores, key, expires);
        }
    }

    /** Behind the writes that are queued, of which one may be that of the entry. */
    private void extend(List<Store> where, CacheKey key, long expires) {
        for (Store store : where) {
            Runnable extension = () -> {
                if (!withdrawn.contains(key)) {
                    store.tier().extend(scope, key, expires);
                }
            };
            store.writer().submit(extension, /* bytes= */ 0, /* entries= */ 0);
        }
    }

    private @Nullable Object fromHeld(Object held, CacheKey key, CachedMethod method) {
        Object found = taken(held, key, method);
        if (found != null && memory != null && method.life().fromLastUse()) {
            used(memory, key, method.life());
        }
        return found;
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
        if (!encoded.form().equals(form(method))) {
            return null;
        }
        Object value = decode(encoded.content(), key, method);
        if (value == null) {
            remove(key);
        }
        return value;
    }

    private static Encoded.@Nullable Form form(CachedMethod method) {
        try {
            return method.form();
        } catch (Uncacheable refused) {
            return null;
        }
    }

    private @Nullable Object fromStore(
            Store store,
            Blob blob,
            CacheKey key,
            CachedMethod method,
            Stamps stamps,
            Subjects subjects,
            @Nullable LateEntry late) {
        Encoded.Form form = form(method);
        if (form == null || !form.codec().equals(blob.codec()) || form.shape() != blob.shape()) {
            return null; // Written by another version of the code: these bytes mean something else now.
        }
        long now = clock.millis();
        long expires = method.life().expires(key, blob, now);
        long over = expires - method.life().window();
        if ((late == null ? over : expires) <= now) {
            return null;
        }
        if (late != null) {
            late.found(blob.createdAtMillis(), over);
        }
        Object value = decode(blob.content(), key, method);
        if (value == null) {
            store.remove(scope, key);
            return null;
        }
        if (!method.holds(value)) {
            return null;
        }
        if (memory != null) {
            boolean asIs = Codecs.isImmutable(value);
            Worth worth = blob.worth();
            memory.put(
                    key,
                    asIs ? asIs(value, worth) : new Encoded(blob.content(), form, worth),
                    size(asIs ? HeldSize.of(value) : blob.content().length, asIs, worth),
                    blob.createdAtMillis(),
                    expires,
                    stamps.memory(),
                    subjects);
        }
        return value;
    }

    private static Object asIs(Object value, @Nullable Worth worth) {
        return worth == null ? value : new Found(value, Source.MEMORY, worth);
    }

    /** Returns what an entry takes in memory, with what it is worth. */
    private static int size(int ofValue, boolean asIs, @Nullable Worth worth) {
        return worth == null
                ? ofValue
                : (int) Math.min(Integer.MAX_VALUE, (long) ofValue + worth.size() + (asIs ? Found.SIZE : 0));
    }

    private @Nullable Object decode(byte[] content, CacheKey key, CachedMethod method) {
        try {
            return method.codec().decode(content);
        } catch (Undecodable | Uncacheable reason) {
            log.debug("{}: entry {} is a miss: {}", method.name(), key, reason.getMessage());
            return null;
        }
    }

    private void remove(CacheKey key) {
        if (memory != null) {
            memory.remove(key);
        }
        for (Store store : stores) {
            store.remove(scope, key);
        }
    }

    /**
     * Keeps an answer. What its caller could change is encoded before this returns; what outlives this process is written
     * later.
     *
     * @param given what the call was given
     * @param begun what was in force when the call began: if the entry has been evicted since, it is not kept
     * @param worth what the call cost
     * @throws Uncacheable if the answer cannot be carried
     */
    void put(CacheKey key, Object value, Given given, CachedMethod method, Begun begun, Worth worth)
            throws Uncacheable {
        ValueCodec codec = method.codec();
        long now = clock.millis();
        long expires = method.life().expires(key, now);
        if (codec.holdsAsIs(value)) {
            int size = HeldSize.of(value);
            admit(size);
            method.outcomes().own().kept(size);
            hold(key, asIs(value, worth), size(size, /* asIs= */ true, worth), now, expires, begun);
            write(key, method.form(), () -> codec.encode(value), size, worth, now, expires, begun);
        } else {
            putEncoded(key, codec.encode(value, given), method, begun, worth);
        }
    }

    /**
     * Keeps an answer that is encoded already.
     *
     * @param content what the method's codec made of it; not changed any more
     * @param worth what the call cost
     * @throws Uncacheable if the answer is too large
     */
    void putEncoded(CacheKey key, byte[] content, CachedMethod method, Begun begun, Worth worth) throws Uncacheable {
        long now = clock.millis();
        long expires = method.life().expires(key, now);
        admit(content.length);
        method.outcomes().own().kept(content.length);
        hold(key, method.form(), content, worth, now, expires, begun);
        write(key, method.form(), () -> content, content.length, worth, now, expires, begun);
    }

    private void hold(
            CacheKey key,
            Encoded.Form form,
            byte[] content,
            @Nullable Worth worth,
            long now,
            long expires,
            Begun begun) {
        int size = size(content.length, /* asIs= */ false, worth);
        hold(key, new Encoded(content, form, worth), size, now, expires, begun);
    }

    private void hold(CacheKey key, Object held, int size, long now, long expires, Begun begun) {
        Stamps stamps = memory == null ? null : begun.of(key);
        if (memory != null && stamps != null) {
            memory.put(key, held, size, now, expires, stamps.memory(), begun.subjects());
            if (begun.of(key) == null) {
                memory.remove(key); // By somebody who forgets the key before this entry has expired, perhaps.
            }
        }
    }

    /**
     * Keeps what is encoded already, each under its key; written as one.
     *
     * @param contents as above
     * @param worths what each is worth, as far as it is known
     * @throws Uncacheable if one of them is too large; then none is kept
     */
    void putEncoded(Map<CacheKey, byte[]> contents, CachedMethod method, Begun begun, Map<CacheKey, Worth> worths)
            throws Uncacheable {
        long size = 0;
        for (byte[] content : contents.values()) {
            admit(content.length);
            size += content.length;
        }
        method.outcomes().own().kept(size);
        long now = clock.millis();
        Life life = method.life();
        Encoded.Form form = method.form();
        contents.forEach(
                (key, content) -> hold(key, form, content, worths.get(key), now, life.expires(key, now), begun));
        Map<CacheKey, byte[]> written = stores.isEmpty() ? Map.of() : Map.copyOf(contents);
        for (Store to : stores) {
            to.writer()
                    .submit(
                            () -> written.forEach((key, content) ->
                                    write(to, key, form, content, worths.get(key), now, life.expires(key, now), begun)),
                            (int) Math.min(size, Integer.MAX_VALUE),
                            written.size());
        }
    }

    /** Removes an entry that should not have been put, in every tier, though its write may still be queued. */
    void withdraw(CacheKey key) {
        withdrawn.add(key);
        AtomicInteger left = new AtomicInteger(stores.size());
        if (memory != null) {
            memory.remove(key);
        }
        for (Store store : stores) {
            Runnable behindTheWrite = () -> {
                store.tier().remove(scope, key);
                if (left.decrementAndGet() == 0) {
                    withdrawn.remove(key);
                }
            };
            if (!store.tier().isRemote()) {
                store.tier().remove(scope, key);
            }
            if (!store.writer().submit(behindTheWrite, /* bytes= */ 0, /* entries= */ 0)
                    && !store.tier().isRemote()) {
                behindTheWrite.run();
            } // Where it takes a network the caller does not wait for it, and nobody here reads it again.
        }
        if (stores.isEmpty()) {
            withdrawn.remove(key);
        }
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

    private void write(
            CacheKey key,
            Encoded.Form form,
            Content content,
            int size,
            Worth worth,
            long now,
            long expires,
            Begun begun) {
        for (Store to : stores) {
            to.writer()
                    .submit(
                            () -> {
                                try {
                                    write(to, key, form, content.bytes(), worth, now, expires, begun);
                                } catch (Uncacheable reason) {
                                    log.debug("entry {} was not written: {}", key, reason.getMessage());
                                }
                            },
                            size);
        }
    }

    private void write(
            Store to,
            CacheKey key,
            Encoded.Form form,
            byte[] content,
            @Nullable Worth worth,
            long now,
            long expires,
            Begun begun) {
        Stamps stamps = begun.of(key);
        if (stamps == null || (to.tier().isRemote() && stamps.shared() == 0)) {
            return;
        }
        to.tier()
                .put(
                        scope,
                        key,
                        new Blob(
                                form.codec(),
                                form.shape(),
                                now,
                                expires,
                                stamps.home(),
                                stamps.shared(),
                                worth,
                                content));
        if (begun.of(key) == null) {
            to.tier().remove(scope, key);
        }
    }

    /** Removes what is kept under a key that is evicted. */
    void evict(CacheKey key) {
        for (Store store : stores) {
            store.remove(scope, key);
        }
    }

    /** Lets go of what is in memory, where all of it is evicted. */
    void clear() {
        if (memory != null) {
            memory.clear();
        }
    }

    private interface Content {
        byte[] bytes() throws Uncacheable;
    }
}
