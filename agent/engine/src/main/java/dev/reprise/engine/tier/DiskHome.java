package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens the home: at the first look-up that finds one there, or at the first write, which makes it. It is trusted before
 * its key is, and stays open then. Thread-safe.
 */
final class DiskHome {

    private final DiskLayout layout;
    private final Trust trust;
    private final ConfiguredKeys configured;
    private final RunMark mark;
    private volatile @Nullable Opened opened;
    private volatile boolean marked;

    /** The envelope, and the home's own key if no other is configured. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    record Opened(byte @Nullable [] macKey, Envelope envelope) {}

    DiskHome(DiskLayout layout, Trust trust, ConfiguredKeys configured) {
        this.layout = layout;
        this.trust = trust;
        this.configured = configured;
        this.mark = new RunMark(layout);
    }

    boolean isOpen() {
        return opened != null;
    }

    /** Returns whether entries can be written as the configuration asks. Waits for a command that prints a key. */
    boolean isWritable() {
        return configured.await() != null;
    }

    @Nullable
    Opened openIfPresent() throws IOException {
        Opened home = opened;
        if (home != null) {
            return home;
        }
        StoreKeys keys = configured.now();
        if (keys == null) {
            return null;
        }
        if (!keys.mac().isEmpty()) {
            return layout.scopes.toFile().exists() ? trusted(keys, null) : null;
        }
        byte[] key = MacKey.load(layout);
        return key == null ? null : trusted(keys, key);
    }

    Opened openOrCreate() throws IOException {
        Opened home = opened;
        if (home != null && marked) {
            return home;
        }
        StoreKeys keys = configured.await();
        if (keys == null) {
            throw new IllegalStateException("a home without its keys is not written");
        }
        DiskFiles.createDirectories(layout.home);
        trust.check(layout, ProcessUser.current()); // Before a key is put where somebody could exchange it.
        DiskFiles.createDirectories(layout.temporary);
        DiskFiles.createDirectories(layout.runs);
        mark.hold();
        marked = true;
        return home != null ? home : trusted(keys, keys.mac().isEmpty() ? MacKey.loadOrCreate(layout) : null);
    }

    /** Takes away what says that this process writes; the next write says so again. */
    void release() {
        marked = false;
        mark.release();
    }

    /** Lets the next write make anew what was deleted. */
    void close() {
        opened = null;
        marked = false;
    }

    /** Opens an entry. Another process may have made this home anew, with a new key, since it was opened here. */
    Blob unseal(Opened home, String scope, CacheKey key, byte[] bytes) throws IOException, Damaged, Foreign {
        try {
            return home.envelope.open(scope, key, bytes);
        } catch (Foreign e) {
            byte[] current = home.macKey == null ? null : MacKey.load(layout);
            StoreKeys keys = configured.now();
            if (current == null || keys == null || Arrays.equals(current, home.macKey)) {
                throw e;
            }
            opened = null;
            return trusted(keys, current).envelope.open(scope, key, bytes);
        }
    }

    private Opened trusted(StoreKeys keys, byte @Nullable [] macKey) throws IOException {
        trust.check(layout, ProcessUser.current());
        List<StoreKey> mac = macKey == null ? keys.mac() : List.of(StoreKey.of(macKey));
        Opened home = new Opened(macKey, new Envelope(new StoreKeys(mac, keys.encryption())));
        opened = home;
        return home;
    }
}
