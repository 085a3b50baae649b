package dev.reprise.engine;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.exchange.Depots;
import dev.reprise.engine.exchange.Exchange;
import dev.reprise.engine.thread.DaemonThread;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.FileCipher;
import dev.reprise.engine.tier.Progress;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a file of entries into the stores, on a thread of its own, for which no call waits. */
final class Warming {

    private static final Logger log = LoggerFactory.getLogger(Warming.class);

    private Warming() {}

    /** Begins, if the configuration names a file. Never throws. */
    static void begin(Configuration configuration) {
        File file = configuration.warm();
        if (file == null) {
            return;
        }
        try {
            DaemonThread.of("reprise-warm", () -> load(file, configuration)).start();
        } catch (Throwable failure) { // Out of native threads, for one.
            log.warn("warm: {} is not loaded: {}", file, failure.toString());
        }
    }

    private static void load(File file, Configuration configuration) {
        List<Depot> stores = new ArrayList<>();
        try {
            open(configuration, stores);
            if (stores.isEmpty()) {
                log.warn(
                        "warm: {} is not loaded, because there is neither a disk nor a redis tier to load it into",
                        file);
                return;
            }
            Exchange.Imported loaded = Exchange.read(
                    file,
                    FileCipher.of(configuration.store().encryptionKeys()),
                    System.currentTimeMillis(),
                    new Exchange.Stores(stores, configuration.maxEntryBytes(), /* isAgain= */ true),
                    Progress.UNSEEN);
            log.info(
                    "warm: {} entries of {} were loaded; {} were there already, evicted or too large, {} had expired",
                    loaded.taken(),
                    file,
                    loaded.leftOut(),
                    loaded.expired());
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError failure) {
            log.warn(
                    "warm: {} is not loaded, and the service runs without: {}",
                    file,
                    failure instanceof IOException ? failure.getMessage() : failure.toString());
        } finally {
            stores.forEach(Depot::close);
        }
    }

    private static void open(Configuration configuration, List<Depot> stores) throws IOException {
        if (configuration.disk().enabled() && configuration.home() != null) {
            stores.add(Depots.disk(configuration));
        }
        if (configuration.redis() != null) {
            stores.add(Depots.redis(configuration));
        }
    }
}
