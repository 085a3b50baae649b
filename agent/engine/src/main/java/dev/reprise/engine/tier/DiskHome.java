package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens the home: at the first look-up that finds one there, or at the first write, which makes it. It is trusted before
 * its key is, and stays open then. Thread-safe.
 */
final class DiskHome {

    private final DiskLayout layout;
    private final Trust trust;
    private volatile @Nullable Opened opened;

    /** The home's key, and the envelope that is sealed with it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    record Opened(byte[] macKey, Envelope envelope) {
        private Opened(byte[] macKey) {
            this(macKey, new Envelope(macKey));
        }
    }

    DiskHome(DiskLayout layout, Trust trust) {
        this.layout = layout;
        this.trust = trust;
    }

    boolean isOpen() {
        return opened != null;
    }

    @Nullable
    Opened openIfPresent() throws IOException {
        Opened home = opened;
        if (home == null) {
            byte[] key = MacKey.load(layout);
            home = key == null ? null : trusted(key);
        }
        return home;
    }

    Opened openOrCreate() throws IOException {
        Opened home = opened;
        if (home == null) {
            DiskFiles.createDirectories(layout.home);
            trust.check(layout, ProcessUser.current()); // Before a key is put where somebody could exchange it.
            DiskFiles.createDirectories(layout.temporary);
            home = trusted(MacKey.loadOrCreate(layout));
        }
        return home;
    }

    /** Lets the next write make anew what was deleted. */
    void close() {
        opened = null;
    }

    /** Opens an entry. Another process may have made this home anew, with a new key, since it was opened here. */
    Blob unseal(Opened home, String scope, CacheKey key, byte[] bytes) throws IOException, Damaged {
        try {
            return home.envelope.open(scope, key, bytes);
        } catch (Damaged e) {
            byte[] current = MacKey.load(layout);
            if (current == null || Arrays.equals(current, home.macKey)) {
                throw e;
            }
            opened = null;
            return trusted(current).envelope.open(scope, key, bytes);
        }
    }

    private Opened trusted(byte[] key) throws IOException {
        trust.check(layout, ProcessUser.current());
        Opened home = new Opened(key);
        opened = home;
        return home;
    }
}
