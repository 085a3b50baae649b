package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.exchange.Depots;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.DiskDepot;
import dev.reprise.engine.tier.Stored;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stores of a configuration, and leaves nothing in them.
 *
 * @param configuration what names them
 */
record StoreLook(Configuration configuration) {

    private static final String HOME = "home";
    private static final String DISK = "disk";
    private static final String REDIS = "redis";
    private static final int LOOKED_AT = 200;

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        File home = configuration.home();
        if (!configuration.disk().enabled()) {
            findings.add(Finding.ok(HOME, "the disk tier is off"));
        } else if (home == null) {
            findings.add(Finding.warn(
                    HOME, "this user has no cache directory: there is no disk tier", "name a directory: home: DIR"));
        } else {
            findings.add(home(home));
            disk(home.getAbsoluteFile(), findings);
        }
        if (configuration.redis() != null) {
            findings.add(redis());
        }
        return findings;
    }

    private Finding home(File home) {
        File there = existing(home.getAbsoluteFile());
        if (!home.exists()) {
            return there != null && there.isDirectory() && there.canWrite()
                    ? Finding.ok(HOME, home + " will be made, for this user only")
                    : Finding.fail(
                            HOME,
                            home + " is not there, and this user cannot make it",
                            "make it, and give it to the user of the service: chown, chmod 700");
        }
        if (!home.isDirectory()) {
            return Finding.fail(HOME, home + " is no directory", "name a directory: home: DIR");
        }
        boolean used;
        try {
            used = DiskDepot.judge(home.toPath());
        } catch (IOException untrusted) {
            return Finding.fail(
                    HOME, Failures.of(untrusted), "as long as it is so, nothing is read from it or written");
        }
        try {
            Files.delete(Files.createTempFile(home.toPath(), "doctor", ""));
        } catch (IOException closed) {
            return Finding.fail(
                    HOME,
                    "this user cannot write to " + home,
                    "run this as the user of the service, or give the directory to him: chown");
        }
        return used ? opened(HOME) : Finding.ok(HOME, home + " holds no entries as yet");
    }

    private static @Nullable File existing(File file) {
        File at = file;
        while (at != null && !at.exists()) {
            at = at.getParentFile();
        }
        return at;
    }

    private void disk(File home, List<Finding> findings) {
        File there = existing(home);
        if (there == null) {
            return;
        }
        try {
            FileStore store = Files.getFileStore(there.toPath());
            long free = store.getUsableSpace();
            long wanted = configuration.disk().maxBytes();
            String seen = Size.of(free) + " are free; entries may take " + Size.of(wanted);
            findings.add(
                    free < wanted
                            ? Finding.warn(DISK, seen, "write a smaller tiers.disk.max-size, or make room")
                            : Finding.ok(DISK, seen));
            String type = store.type().toLowerCase(Locale.ROOT);
            if (type.equals("tmpfs") || type.equals("overlay")) {
                findings.add(Finding.warn(
                        DISK,
                        "the home is on " + type + (type.equals("tmpfs") ? ", which is memory" : ", of a container")
                                + ": entries end with it",
                        "mount a volume there if they are to stay"));
            } else if (type.startsWith("nfs") || type.startsWith("cifs") || type.startsWith("smb")) {
                findings.add(Finding.warn(
                        DISK,
                        "the home is on " + type + ": a look-up waits for the network",
                        "take a directory of this machine, and Redis to share entries"));
            }
        } catch (IOException unknown) {
            findings.add(
                    Finding.warn(DISK, Path.of(there.getPath()) + " cannot be asked: " + unknown.getMessage(), ""));
        }
    }

    private Finding redis() {
        return opened(REDIS);
    }

    /** Looks at some entries: their keys must fit. */
    private Finding opened(String about) {
        Map<Stored.State, Long> unusable = new EnumMap<>(Stored.State.class);
        int[] looked = {0};
        long began = System.nanoTime();
        long[] answered = {0};
        try (Depot depot = about.equals(HOME) ? Depots.disk(configuration) : Depots.redis(configuration)) {
            depot.evictedBy();
            answered[0] = System.nanoTime() - began;
            try {
                depot.forEach(
                        /* scope= */ null, stored -> {
                            if (looked[0]++ >= LOOKED_AT) {
                                throw new IOException("enough");
                            }
                            if (stored.blob() == null) {
                                unusable.merge(stored.state(), 1L, Long::sum);
                            }
                        });
            } catch (IOException stopped) {
                if (looked[0] <= LOOKED_AT) {
                    throw stopped;
                }
            }
            return judged(about, depot.place(), Math.min(looked[0], LOOKED_AT), unusable, answered[0]);
        } catch (IOException failure) {
            return Finding.fail(
                    about,
                    Failures.of(failure),
                    about.equals(REDIS)
                            ? "see that the server runs, and that address, password and keys are right"
                            : "");
        }
    }

    private static Finding judged(
            String about, String place, int looked, Map<Stored.State, Long> unusable, long nanos) {
        String seen = place + (about.equals(REDIS) ? " answers within " + Math.max(1, nanos / 1_000_000) + " ms" : "")
                + "; looked at " + Size.entries(looked) + ": ";
        long foreign =
                unusable.getOrDefault(Stored.State.OTHER_KEY, 0L) + unusable.getOrDefault(Stored.State.DAMAGED, 0L);
        if (foreign > 0) {
            return Finding.warn(
                    about,
                    seen + foreign + " cannot be used, " + Unusable.words(unusable),
                    "if there should be none, list the key that they were written with in store.mac-key or"
                            + " store.encryption-key");
        }
        return Finding.ok(about, unusable.isEmpty() ? seen + "all can be used" : seen + Unusable.words(unusable));
    }
}
