package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the entries of some calls are evicted by. Thread-safe. */
public final class Subjects {

    private final Epochs epochs;
    private final List<Subject> all;
    private final Owner owner;
    private volatile Stamps stamps;

    Subjects(Epochs epochs, List<Subject> all, Owner owner) {
        this.epochs = epochs;
        this.all = all;
        this.owner = owner;
        this.stamps = epochs.stamps(all);
    }

    /** Returns whose the entries are. */
    public Owner owner() {
        return owner;
    }

    /** Returns the epochs of now, as far as they are known here. */
    public Stamps now() {
        return now(epochs.known());
    }

    private Stamps now(Known known) {
        Stamps made = stamps;
        if (made.version() != known.version()) {
            made = epochs.stamps(all);
            stamps = made;
        }
        return made;
    }

    /** Returns the epochs of now for one entry. */
    public Stamps now(CacheKey key) {
        Known known = epochs.known();
        return now(known).of(known.of(key), known.group(key));
    }

    /** Returns what an entry in memory must be stamped with to be served. */
    public long inMemory(CacheKey key) {
        return now(key).memory();
    }

    /** Notes what is in force for a call that begins. */
    public Begun begin() {
        return new Begun(this, now());
    }

    @Nullable
    Stamps stillOf(Stamps before, CacheKey key, boolean inHome) {
        Known known = epochs.known();
        Stamps now = now(known);
        if (before.version() < known.floor() || !(inHome ? before.home() == now.home() : before.agreeWith(now))) {
            return null;
        }
        KeyEpoch own = known.of(key);
        return own != null && own.version() > before.version() ? null : before.of(own, known.group(key));
    }
}
