package dev.reprise.engine.tier;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.Ledger;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A home as a whole. */
public final class DiskDepot implements Depot {

    private final Configuration configuration;
    private final Walked walked = new Walked();
    private final DiskLayout layout;
    private final DiskHome home;
    private final DiskWriter writer;
    private final InstantSource clock;
    private final Ledger ledger = new Ledger(RandomNumbers.next());
    private final EpochLog epochs;
    private String namespace;

    /**
     * Touches no file yet.
     *
     * @param home the directory
     * @param configuration whose quotas hold
     * @param keys of the store
     */
    public DiskDepot(Path home, Configuration configuration, ConfiguredKeys keys, InstantSource clock) {
        this.configuration = configuration;
        this.layout = new DiskLayout(home.toAbsolutePath().normalize());
        Logger log = LoggerFactory.getLogger(DiskDepot.class);
        Trust trust = new Trust(log);
        this.home = new DiskHome(layout, trust, keys);
        this.writer = new DiskWriter(layout, this.home, clock);
        this.epochs = new EpochLog(layout, this.home, trust, ledger, log);
        writer.keep(epochs);
        this.clock = clock;
        this.namespace = configuration.namespace();
    }

    /**
     * Judges whether a home is one that an agent of this user would use.
     *
     * @return whether it was ever used as one
     * @throws IOException if it is not; the message says why and what to do
     */
    public static boolean judge(Path home) throws IOException {
        DiskLayout layout = new DiskLayout(home.toAbsolutePath().normalize());
        new Trust(LoggerFactory.getLogger(DiskDepot.class)).check(layout, ProcessUser.current());
        return Files.exists(layout.scopes);
    }

    @Override
    public String place() {
        return layout.home.toString();
    }

    private DiskHome.Opened opened() throws IOException {
        DiskHome.Opened opened = home.openIfPresent();
        if (opened == null) {
            throw new IOException(layout.home + whyNothing());
        }
        readEpochs();
        return opened;
    }

    private String whyNothing() {
        if (Files.exists(layout.home) && !Files.isDirectory(layout.home)) {
            return " is no directory";
        }
        if (Files.notExists(layout.home)) {
            return " is not there: no entries were ever stored in it";
        }
        return Files.isReadable(layout.home) && Files.isExecutable(layout.home)
                ? " holds no entries: none were ever stored in it"
                : " cannot be read by this user";
    }

    private void readEpochs() throws IOException {
        if (!epochs.read()) {
            throw new IOException(layout.epochs + ", which says what was evicted, cannot be read");
        }
    }

    @Override
    public void forEach(@Nullable String scope, Visitor visitor) throws IOException {
        DiskHome.Opened opened = opened();
        walked.begin();
        try {
            walked.each(scope == null ? scopes() : List.of(scope), each -> walk(opened, each, visitor));
        } finally {
            walked.end();
        }
    }

    @Override
    public double share() {
        return walked.share();
    }

    private List<String> scopes() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path each : directories(layout.scopes)) {
            names.add(each.getFileName().toString());
        }
        names.removeIf(name -> !DiskLayout.validScope(name));
        names.sort(null);
        return names;
    }

    /** Returns the directories in one, links left out. */
    private static List<Path> directories(Path in) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(in)) {
            for (Path each : all) {
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(each);
                }
            }
        } catch (NoSuchFileException swept) {
            return List.of(); // Or it holds nothing.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private void walk(DiskHome.Opened opened, String scope, Visitor visitor) throws IOException {
        walked.<Path, IOException>each(
                directories(layout.scope(scope)),
                first -> walked.<Path, IOException>each(
                        directories(first), second -> walk(opened, scope, first, second, visitor)));
    }

    private void walk(DiskHome.Opened opened, String scope, Path first, Path second, Visitor visitor)
            throws IOException {
        String begin = "" + first.getFileName() + second.getFileName();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(second)) {
            for (Path file : files) {
                CacheKey key = CacheKey.parse(begin + file.getFileName());
                Stored stored = key == null ? null : read(opened, scope, key);
                if (stored != null) {
                    visitor.visit(stored);
                }
            }
        } catch (NoSuchFileException swept) {
            // At this moment.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private @Nullable Stored read(DiskHome.Opened opened, String scope, CacheKey key) throws IOException {
        File file = layout.entry(scope, key);
        byte[] bytes = DiskFiles.read(file, Integer.MAX_VALUE - 64);
        if (bytes == null) {
            return null;
        }
        Stored stored = Stored.judged(scope, key, bytes, clock.millis(), () -> home.unseal(opened, scope, key, bytes));
        Blob blob = stored.blob();
        if (blob == null) {
            return stored;
        }
        List<Subject> own = Subject.of(configuration.namespace(), scope);
        return stored.after(ledger.afterInHome(key, blob.home(), own));
    }

    @Override
    public List<Stored> find(@Nullable String scope, CacheKey key) throws IOException {
        DiskHome.Opened opened = home.openIfPresent();
        if (opened == null) {
            return List.of();
        }
        readEpochs();
        List<Stored> found = new ArrayList<>();
        for (String each : scope == null ? scopes() : List.of(scope)) {
            Stored stored = DiskLayout.validScope(each) ? read(opened, each, key) : null;
            if (stored != null) {
                found.add(stored);
            }
        }
        return found;
    }

    @Override
    public List<Subject> evictedBy() throws IOException {
        readEpochs();
        Set<Subject> known = new HashSet<>();
        for (String scope : scopes()) {
            known.addAll(Subject.of(configuration.namespace(), scope));
        }
        return ledger.inHome(known);
    }

    @Override
    public void expect(String from, List<Subject> evictedBy) throws IOException {
        begin();
        namespace = from;
        List<Eviction> missing = new ArrayList<>();
        Set<Subject> known = Set.copyOf(ledger.inHome(Set.of()));
        for (Subject subject : evictedBy) {
            if (!known.contains(subject)) {
                missing.add(Eviction.of(Eviction.Kind.SUBJECT, subject, RandomNumbers.next()));
            }
        }
        append(missing);
    }

    private void append(List<Eviction> evictions) throws IOException {
        if (!evictions.isEmpty() && !epochs.append(evictions)) {
            throw new IOException(layout.epochs + ", which says what is evicted, cannot be written");
        }
    }

    @Override
    public long clear(@Nullable String scope, Visitor removed) throws IOException {
        if (scope == null) {
            evict(Subject.Kind.NAMESPACE, "");
        } else {
            evict(Subject.Kind.SCOPE, scope);
        }
        return Depot.super.clear(scope, removed);
    }

    @Override
    public boolean hasEvicted(String scope, CacheKey key) throws IOException {
        readEpochs();
        return ledger.hasEvictedInHome(key, Subject.of(namespace, scope));
    }

    /** Makes the home, if it is not there, and what its entries are stamped by. */
    private void begin() throws IOException {
        home.openOrCreate();
        epochs.ensure();
        readEpochs();
    }

    @Override
    public void put(String scope, CacheKey key, Blob blob, List<Subject> after) throws IOException {
        if (!DiskLayout.validScope(scope)) {
            throw new IOException("\"" + scope + "\" is not a scope's name");
        }
        begin();
        List<Subject> own = Subject.of(namespace, scope);
        writer.write(scope, key, blob.stamped(ledger.home(key, after, own), ledger.shared(key, after, own)));
    }

    /** Services that have it in memory let it go, too. */
    @Override
    public boolean evict(String scope, CacheKey key) throws IOException {
        if (!remove(scope, key)) {
            return false;
        }
        tell(key);
        return true;
    }

    @Override
    public void evict(Subject.Kind kind, String name) throws IOException {
        opened();
        Subject subject = Subject.of(configuration.namespace(), kind, name);
        append(List.of(Eviction.of(Eviction.Kind.SUBJECT, subject, RandomNumbers.next())));
    }

    @Override
    public void tell(CacheKey evicted) throws IOException {
        opened();
        append(List.of(new Eviction(Eviction.Kind.KEY, evicted, RandomNumbers.next())));
    }

    @Override
    public boolean remove(String scope, CacheKey key) throws IOException {
        return DiskLayout.validScope(scope)
                && Files.deleteIfExists(layout.entry(scope, key).toPath());
    }

    @Override
    public long prune(Progress progress) throws IOException {
        opened();
        try (FileChannel channel = FileChannel.open(
                        layout.sweepLock,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        DiskFiles.owner(layout.sweepLock, "rw-------"));
                FileLock alone = channel.lock()) {
            long before = files();
            Quota total = new Quota(configuration.disk().maxBytes(), Quota.NONE.entries());
            Map<String, ScopeQuota> quotas = new HashMap<>();
            for (ScopeSettings scope : configuration.scopes().values()) {
                quotas.put(scope.name(), ScopeQuota.of(scope, total));
            }
            long[] steps = {0};
            Runnable step = () -> progress.at(++steps[0], Math.min(0.99, steps[0] / (before + 1.0)));
            new Sweep(layout, clock.millis(), () -> !alone.isValid(), step).run(quotas, total);
            return Math.max(0, before - files());
        }
    }

    private long files() throws IOException {
        long number = 0;
        for (String scope : scopes()) {
            try (Stream<Path> files = Files.walk(layout.scope(scope))) {
                number += files.filter(Files::isRegularFile).count();
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        }
        return number;
    }

    @Override
    public void close() {
        home.release();
    }
}
