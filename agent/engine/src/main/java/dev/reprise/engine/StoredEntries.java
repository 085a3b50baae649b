package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.TenantMark;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.worth.Worth;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one scope in the tiers that outlive this process, the nearest first. They are read on the caller's thread and
 * written later. Thread-safe.
 */
final class StoredEntries {

    private static final Logger log = LoggerFactory.getLogger(StoredEntries.class);

    /** More than a tier waits to remove: beyond it those are looked for that it has removed. */
    private static final int MANY_OWED = 20_000;

    private final ScopeSettings scope;
    private final List<Store> stores;
    private final MemoryEntries memory;
    private final InstantSource clock;
    private final Epochs epochs;
    private final boolean isShared;
    private final Withdrawals withdrawn = new Withdrawals();

    /** Of entries that a tier on another machine was to remove, which it may have done since. */
    private final Set<CacheKey> owed = ConcurrentHashMap.newKeySet();

    /**
     * @param memory gets what is found
     * @param epochs evicts what can be removed neither now nor later
     */
    StoredEntries(ScopeSettings scope, List<Store> stores, MemoryEntries memory, InstantSource clock, Epochs epochs) {
        this.scope = scope;
        this.stores = stores;
        this.memory = memory;
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
     * Returns what an entry holds, the caller's own; null if there is none that he can have.
     *
     * @param patience the call's
     * @param control what is asked of the call
     * @param late told what is known of an entry whose time may be over; null if none of these is wanted
     */
    @Nullable
    Found get(
            CacheKey key,
            CachedMethod method,
            Subjects subjects,
            Patience patience,
            Control control,
            @Nullable LateEntry late) {
        long seen = withdrawn.begun();
        if (withdrawn.has(key)) {
            return null;
        }
        learn(patience);
        for (int i = 0; i < stores.size(); i++) {
            Begun begun = subjects.begin();
            Blob blob = young(stores.get(i).tier().get(scope, key, patience), control);
            Stamps stamps = blob == null ? null : current(stores.get(i), key, blob, begun);
            Object value = blob == null || stamps == null
                    ? null
                    : fromStore(stores.get(i), blob, key, method, stamps, subjects, late, seen);
            if (blob != null && stamps != null && value != null) {
                Blob promoted = late == null ? used(i, key, blob, method) : blob;
                promote(i, key, promoted.inHome(stamps.home()), subjects, seen);
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
            // Without Redis there are entries of which nobody knew what it counts.
            boolean isSame = blob.shared() == now.shared() || (!isShared && blob.shared() == 0);
            return blob.home() == now.home() && isSame ? now : null;
        }
        Stamps before = begun.inHome(key);
        return before != null && blob.shared() != 0 && blob.shared() == now.shared() ? before.withSharedOf(now) : null;
    }

    /**
     * Looks for several entries together.
     *
     * @param keys the keys, of which some may be the same
     * @param values what is known of each already, or null; gets what is found
     * @param patience the call's
     * @param control what is asked of the call
     */
    void getAll(
            List<CacheKey> keys,
            List<@Nullable Object> values,
            CachedMethod method,
            Subjects subjects,
            Patience patience,
            Control control) {
        long seen = withdrawn.begun();
        Set<CacheKey> missing = new LinkedHashSet<>();
        for (int at = 0; at < keys.size(); at++) {
            if (values.get(at) == null && !withdrawn.has(keys.get(at))) {
                missing.add(keys.get(at));
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
                        : fromStore(stores.get(i), blob, key, method, stamps, subjects, /* late= */ null, seen);
                if (blob != null && stamps != null && value != null) {
                    values.set(at, new Found(value, stores.get(i).source(), blob.worth()));
                    if (missing.remove(key)) {
                        promote(i, key, used(i, key, blob, method).inHome(stamps.home()), subjects, seen);
                    }
                }
            }
        }
    }

    /**
     * Puts what was found in a store into those that are asked before it, unless it was evicted or withdrawn meanwhile.
     *
     * @param seen how many withdrawals had begun when it was looked for
     */
    private void promote(int found, CacheKey key, Blob blob, Subjects subjects, long seen) {
        for (Store nearer : stores.subList(0, found)) {
            Runnable promotion = () -> {
                if (isValid(key, blob, subjects, seen)) {
                    nearer.tier().put(scope, key, marked(blob, subjects));
                    if (!isValid(key, blob, subjects, seen)) {
                        nearer.tier().remove(scope, key);
                    }
                }
            };
            nearer.writer().submit(promotion, blob.content().length);
        }
    }

    private boolean isValid(CacheKey key, Blob blob, Subjects subjects, long seen) {
        Stamps now = subjects.now(key);
        return withdrawn.begun() == seen && blob.home() == now.home() && blob.shared() == now.shared();
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

    /** Behind the writes that are queued, of which one may be that of the entry. */
    private void extend(List<Store> where, CacheKey key, long expires) {
        for (Store store : where) {
            Runnable extension = () -> {
                if (!withdrawn.has(key)) {
                    store.tier().extend(scope, key, expires);
                }
            };
            store.writer().submit(extension, /* bytes= */ 0, /* entries= */ 0);
        }
    }

    /** Lets an entry live until then. */
    void extend(CacheKey key, long expires) {
        extend(stores, key, expires);
    }

    private @Nullable Object fromStore(
            Store store,
            Blob blob,
            CacheKey key,
            CachedMethod method,
            Stamps stamps,
            Subjects subjects,
            @Nullable LateEntry late,
            long seen) {
        Encoded.Form form = Encoded.form(method);
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
        Object value = Encoded.decoded(blob.content(), key, method);
        if (value == null) {
            store.remove(scope, key);
            return null;
        }
        if (!method.holds(value)) {
            return null;
        }
        memory.hold(key, blob, value, form, expires, stamps, subjects);
        if (withdrawn.begun() != seen) {
            memory.remove(key); // It may be what was withdrawn, or in place of what came instead.
        }
        return value;
    }

    /** Removes an entry, behind the writes that are queued. */
    void remove(CacheKey key) {
        for (Store store : stores) {
            store.remove(scope, key);
        }
    }

    /**
     * Writes an entry.
     *
     * @param size what its content takes, about
     */
    void write(
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
        Blob blob = new Blob(form.codec(), form.shape(), now, expires, stamps.home(), stamps.shared(), worth, content);
        to.tier().put(scope, key, marked(blob, begun.subjects()));
        if (withdrawn.isStuck(to.source(), key) && isThere(to, key, blob)) {
            withdrawn.isGone(to.source(), key);
        }
        if (begun.of(key) == null) {
            to.tier().remove(scope, key);
        }
    }

    private boolean isThere(Store store, CacheKey key, Blob blob) {
        Blob found = store.tier().get(scope, key, new Patience());
        return found != null
                && found.createdAtMillis() == blob.createdAtMillis()
                && Arrays.equals(found.content(), blob.content());
    }

    /** Returns an entry with whose it is, where that is counted. */
    private Blob marked(Blob blob, Subjects subjects) {
        return scope.tenantQuota().isNone()
                ? blob
                : blob.of(TenantMark.of(subjects.owner().whose()));
    }

    /** Writes several entries, as one. */
    void write(
            Map<CacheKey, byte[]> contents,
            Encoded.Form form,
            long size,
            Map<CacheKey, Worth> worths,
            Life life,
            long now,
            Begun begun) {
        if (stores.isEmpty()) {
            return;
        }
        Map<CacheKey, byte[]> written = Map.copyOf(contents);
        for (Store to : stores) {
            to.writer()
                    .submit(
                            () -> written.forEach((key, content) ->
                                    write(to, key, form, content, worths.get(key), now, life.expires(key, now), begun)),
                            (int) Math.min(size, Integer.MAX_VALUE),
                            written.size());
        }
    }

    /** Removes an entry that should not have been put, here and in memory, though its write may still be queued. */
    void withdraw(CacheKey key) {
        withdrawn.begin(key, stores.size());
        memory.remove(key);
        removeWithdrawn(key);
    }

    /** Removes an entry that another takes the place of, though the write of that one may be dropped. */
    void replace(CacheKey key) {
        withdrawn.begin(key, stores.size());
        removeWithdrawn(key);
    }

    private void removeWithdrawn(CacheKey key) {
        for (Store store : stores) {
            store.removing(() -> {
                boolean isRemoved = store.tier().remove(scope, key);
                if (!isRemoved && store.tier().isRemote()) {
                    takeCare(store, key);
                }
                if (isRemoved || store.tier().isRemote()) {
                    withdrawn.end(key);
                    withdrawn.isGone(store.source(), key);
                } else { // It lies there still, and nobody here reads it.
                    withdrawn.failed(store.source(), key);
                }
            });
        }
    }

    /** What is on another machine the tier removes later, if it does not wait for too much already. */
    private void takeCare(Store store, CacheKey key) {
        if (!store.tier().owesRemoval(scope, key)) {
            epochs.evict(key);
            return;
        }
        if (owed.size() >= MANY_OWED) {
            owed.removeIf(each -> !isOwed(each));
        }
        owed.add(key);
    }

    private boolean isOwed(CacheKey key) {
        for (Store store : stores) {
            if (store.tier().owesRemoval(scope, key)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the keys of entries that are still to be removed. */
    Set<CacheKey> withdrawn() {
        Set<CacheKey> keys = new HashSet<>(withdrawn.underWay());
        for (CacheKey key : owed) {
            if (isOwed(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** Tells what is to be written, on the thread that writes. */
    @FunctionalInterface
    interface Content {
        byte[] bytes() throws Uncacheable;
    }
}
