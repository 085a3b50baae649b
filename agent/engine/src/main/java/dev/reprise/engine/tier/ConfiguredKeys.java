package dev.reprise.engine.tier;

import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.StoreSettings;
import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the configured keys when the store is first needed, once. If one of them cannot be had there are none: one
 * warning, and nothing is read or written, lest it were written with less protection than was asked for. Thread-safe.
 */
public final class ConfiguredKeys {

    /** How long a command may take. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long callers wait for a file, all of them together: a disk can keep whoever reads it for ever. */
    private static final Duration PATIENCE_WITH_FILES = Duration.ofSeconds(1);

    private final StoreSettings settings;
    private final Map<String, String> environment;
    private final Duration patience;
    private final String what;
    private final Logger log;

    private volatile @Nullable StoreKeys keys;
    private volatile boolean over;

    /** Guarded by this object, as is when. */
    private boolean begun;

    private long begunAt;

    /** Of this process, for what is to be said to be off if they cannot be had. Fetches nothing yet. */
    public static ConfiguredKeys of(StoreSettings settings, String what) {
        return new ConfiguredKeys(
                settings, System.getenv(), PATIENCE, what, LoggerFactory.getLogger(ConfiguredKeys.class));
    }

    /**
     * Returns the keys of this process, which are there. Waits for commands.
     *
     * @throws IOException if one of them cannot be had; the message says why
     */
    public static ConfiguredKeys fetched(StoreSettings settings) throws IOException {
        ConfiguredKeys configured = of(settings, "store is");
        try {
            configured.keys =
                    new StoreKeys(configured.all(settings.macKeys()), configured.all(settings.encryptionKeys()));
            configured.over = true;
        } catch (KeyUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
        return configured;
    }

    ConfiguredKeys(StoreSettings settings, Map<String, String> environment, Duration patience, Logger log) {
        this(settings, environment, patience, "disk tier is", log);
    }

    private ConfiguredKeys(
            StoreSettings settings, Map<String, String> environment, Duration patience, String what, Logger log) {
        this.settings = settings;
        this.environment = environment;
        this.patience = patience;
        this.what = what;
        this.log = log;
        if (settings.macKeys().isEmpty() && settings.encryptionKeys().isEmpty()) {
            keys = StoreKeys.NONE;
            over = true;
        }
    }

    /**
     * Returns the keys, or null if they are not there yet, or never will be. Does not wait for a command, and for files a short
     * while after the first look-up.
     */
    @Nullable
    StoreKeys now() {
        if (!over) {
            begin();
            if (!runsCommand(settings.macKeys()) && !runsCommand(settings.encryptionKeys())) {
                await(PATIENCE_WITH_FILES);
            }
        }
        return keys;
    }

    private synchronized void await(Duration atMost) {
        long end = begunAt + atMost.toNanos();
        try {
            for (long left = end - System.nanoTime(); begun && !over && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the keys, or null if they cannot be had. Waits for commands, so not for the caller's thread. */
    @Nullable
    StoreKeys await() {
        begin();
        synchronized (this) {
            try {
                while (begun && !over) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return keys;
    }

    private synchronized void begin() {
        if (begun || over) {
            return;
        }
        begun = true;
        begunAt = System.nanoTime();
        if (areVariables(settings.macKeys()) && areVariables(settings.encryptionKeys())) {
            fetch();
            return;
        }
        try {
            DaemonThread.of("reprise-keys", this::fetch).start();
        } catch (Throwable e) { // Out of native threads, for one. The next look-up tries again.
            begun = false;
            log.debug("cannot start the thread for the keys", e);
        }
    }

    private static boolean runsCommand(List<KeySource> sources) {
        return sources.stream().anyMatch(KeySource.Command.class::isInstance);
    }

    private static boolean areVariables(List<KeySource> sources) {
        return sources.stream().allMatch(KeySource.Variable.class::isInstance);
    }

    private void fetch() {
        StoreKeys found = null;
        try {
            found = new StoreKeys(all(settings.macKeys()), all(settings.encryptionKeys()));
        } catch (KeyUnavailable e) {
            warn(String.valueOf(e.getMessage()));
        } catch (Throwable e) { // Not its message: nobody knows what it repeats.
            warn("the keys of the store cannot be had (" + e.getClass().getName() + ")");
        } finally {
            synchronized (this) {
                keys = found;
                over = true;
                notifyAll();
            }
        }
    }

    private void warn(String reason) {
        log.warn(
                "{} off until the service starts again, entries stay in memory and nothing is written: {}",
                what,
                reason);
    }

    private List<StoreKey> all(List<KeySource> sources) throws KeyUnavailable {
        List<StoreKey> all = new ArrayList<>();
        for (KeySource source : sources) {
            try {
                all.add(fetch(source, environment, patience));
            } catch (KeyUnavailable e) {
                throw new KeyUnavailable(source.where() + ": " + source.setting() + ": " + e.getMessage());
            }
        }
        return List.copyOf(all);
    }

    /** Fetches one key. Waits for a command, as long as it has patience. */
    static StoreKey fetch(KeySource source, Map<String, String> environment, Duration patience) throws KeyUnavailable {
        String found;
        String what;
        if (source instanceof KeySource.Variable variable) {
            what = "the environment variable " + variable.name();
            found = environment.get(variable.name());
            if (found == null) {
                throw new KeyUnavailable(what + " is not set");
            }
        } else if (source instanceof KeySource.InFile in) {
            what = in.file().toString();
            found = KeyFile.read(in.file(), ProcessUser.current());
        } else {
            what = "the first line that the command prints";
            found = new KeyCommand(((KeySource.Command) source).words(), patience).run();
        }
        StoreKey key = StoreKey.parse(found);
        if (key == null) {
            throw new KeyUnavailable(what
                    + " is not 32 bytes as Base64 or hexadecimal digits; `openssl rand -base64 32` makes such a key");
        }
        return key;
    }
}
