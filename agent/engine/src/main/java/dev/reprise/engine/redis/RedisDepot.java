package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.Ledger;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Progress;
import dev.reprise.engine.tier.RandomNumbers;
import dev.reprise.engine.tier.Sealing;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The entries of a server or a cluster as a whole. */
public final class RedisDepot implements Depot {

    /** What one command may take: nobody's call waits for it. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** How many entries are asked for together. */
    private static final int AT_ONCE = 50;

    private static final int MAX_SEALED = Integer.MAX_VALUE - 64;

    private final RedisSettings settings;
    private final Sealing sealing;
    private final InstantSource clock;
    private final @Nullable Tls tls;
    private final Map<RedisServer, RedisConnection> connections = new HashMap<>();
    private @Nullable RedisConnection only;
    private @Nullable SlotMap slots;
    private final EvictionStore evictions;
    private final Set<String> scopes;
    private String namespace;
    private @Nullable Ledger ledger;

    /**
     * Connects to nothing yet.
     *
     * @param configuration of whose namespace the entries are
     * @param keys what entries are sealed with
     */
    public RedisDepot(RedisSettings settings, Configuration configuration, ConfiguredKeys keys, InstantSource clock) {
        this.settings = settings;
        this.evictions = new EvictionStore(settings.prefix());
        this.scopes = configuration.scopes().keySet();
        this.namespace = configuration.namespace();
        this.sealing = new Sealing(keys, LoggerFactory.getLogger(RedisDepot.class));
        this.clock = clock;
        this.tls = settings.tls() ? Tls.ofTheJvm() : null;
    }

    @Override
    public String place() {
        return settings.address();
    }

    private interface Asking<T> {
        T ask() throws IOException, Refused;
    }

    /** Says in which server it was that something failed. */
    private <T> T asked(Asking<T> asking) throws IOException {
        try {
            return asking.ask();
        } catch (Refused e) {
            throw new IOException(settings.address() + " refused " + e.getMessage(), e);
        } catch (SocketTimeoutException e) {
            throw new IOException(settings.address() + " did not answer in time", e);
        } catch (IOException e) {
            throw new IOException(settings.address() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE_NANOS;
    }

    private RedisConnection open(RedisSettings at) throws IOException, Refused {
        return RedisConnection.open(at, tls, /* epoch= */ 0, System::nanoTime, deadline());
    }

    /** Returns a connection to whoever has a name. */
    private RedisConnection of(byte[] name) throws IOException, Refused {
        if (!(settings.place() instanceof RedisCluster)) {
            return ready(single());
        }
        RedisServer server = map().server(SlotMap.slot(name));
        if (server == null) {
            throw new IOException("nobody has this slot");
        }
        return ready(node(server));
    }

    private List<RedisConnection> all() throws IOException, Refused {
        if (!(settings.place() instanceof RedisCluster)) {
            return List.of(single());
        }
        List<RedisConnection> all = new ArrayList<>();
        for (RedisServer server : map().servers()) {
            all.add(node(server));
        }
        return all;
    }

    private RedisConnection single() throws IOException, Refused {
        RedisConnection now = only;
        if (now == null) {
            now = open(settings);
            only = now;
        }
        return now;
    }

    private RedisConnection node(RedisServer server) throws IOException, Refused {
        RedisConnection now = connections.get(server);
        if (now == null) {
            now = open(settings.at(server));
            connections.put(server, now);
        }
        return now;
    }

    private static RedisConnection ready(RedisConnection connection) {
        connection.deadline(deadline());
        return connection;
    }

    private SlotMap map() throws IOException, Refused {
        SlotMap now = slots;
        if (now == null && settings.place() instanceof RedisCluster cluster) {
            RedisServer seed = cluster.seeds().get(0);
            now = SlotMap.of(ready(node(seed)).slots(), seed);
            slots = now;
        }
        if (now == null) {
            throw new IllegalStateException("not a cluster");
        }
        return now;
    }

    @Override
    public void forEach(@Nullable String scope, Visitor visitor) throws IOException {
        scan(settings.prefix() + ":" + (scope == null ? "*" : scope + ":*"), visitor);
    }

    private void scan(String pattern, Visitor visitor) throws IOException {
        for (RedisConnection connection : asked(this::all)) {
            byte[] cursor = {'0'};
            Set<String> seen = new HashSet<>(); // A server may show a name twice.
            do {
                byte[] from = cursor;
                List<?> page = asked(() -> list(ready(connection).scan(from, pattern.getBytes(UTF_8))));
                cursor = (byte[]) page.get(0);
                List<byte[]> names = new ArrayList<>();
                for (Object name : list(page.get(1))) {
                    if (seen.add(new String((byte[]) name, ISO_8859_1))) {
                        names.add((byte[]) name);
                    }
                }
                for (int i = 0; i < names.size(); i += AT_ONCE) {
                    show(connection, names.subList(i, Math.min(names.size(), i + AT_ONCE)), visitor);
                }
            } while (!new String(cursor, US_ASCII).equals("0"));
        }
    }

    private static List<?> list(@Nullable Object value) throws IOException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IOException("the server answered SCAN with something else");
    }

    private void show(RedisConnection connection, List<byte[]> names, Visitor visitor) throws IOException {
        byte[][] found = new byte[names.size()][];
        asked(() -> {
            ready(connection).ask(names, /* asking= */ false);
            connection.answers(found, /* asking= */ false, MAX_SEALED, /* redirected= */ null);
            return found;
        });
        for (int i = 0; i < found.length; i++) {
            Stored stored = found[i] == null ? null : judged(names.get(i), found[i]);
            if (stored != null) {
                visitor.visit(stored);
            }
        }
    }

    /** Returns null for what is not the name of an entry. */
    private @Nullable Stored judged(byte[] name, byte[] sealed) throws IOException {
        String text = new String(name, UTF_8);
        int end = text.lastIndexOf(':');
        int begin = settings.prefix().length() + 1;
        CacheKey key = CacheKey.parse(text.substring(end + 1));
        if (key == null || end < begin) {
            return null;
        }
        String scope = text.substring(begin, end);
        Stored stored = sealing.judge(scope, key, sealed, clock.millis());
        Blob blob = stored.blob();
        return blob == null
                ? stored
                : stored.after(ledger().afterInRedis(key, blob.shared(), Subject.of(namespace, scope)));
    }

    @Override
    public List<Stored> find(@Nullable String scope, CacheKey key) throws IOException {
        List<Stored> found = new ArrayList<>();
        if (scope == null) {
            scan(settings.prefix() + ":*:" + key.hex(), found::add);
            return found;
        }
        byte[] name = name(scope, key);
        RedisConnection connection = asked(() -> of(name));
        show(connection, List.of(name), found::add);
        return found;
    }

    /** Returns what is known of evictions; asks for it once. */
    private Ledger ledger() throws IOException {
        Ledger now = ledger;
        if (now == null) {
            Ledger read = new Ledger(RandomNumbers.next());
            asked(() -> {
                RedisConnection connection = of(evictions.name());
                EvictionStore.Counts counts = evictions.all(connection, RandomNumbers.next());
                read.takeShared(counts.generation(), counts.counts(), evictions.keys(connection));
                return read;
            });
            now = read;
            ledger = now;
        }
        return now;
    }

    private void tell(Eviction eviction) throws IOException {
        asked(() -> evictions.evict(of(evictions.name()), eviction, RandomNumbers.next()));
        ledger = null;
    }

    @Override
    public List<Subject> evictedBy() throws IOException {
        Set<Subject> known = new HashSet<>();
        for (String scope : scopes) {
            known.addAll(Subject.of(namespace, scope));
        }
        return ledger().inRedis(known);
    }

    @Override
    public void expect(String from, List<Subject> evictedBy) throws IOException {
        namespace = from;
        Set<Subject> known = Set.copyOf(ledger().inRedis(Set.of()));
        for (Subject subject : evictedBy) {
            if (!known.contains(subject)) {
                tell(Eviction.of(Eviction.Kind.SUBJECT, subject, RandomNumbers.next()));
            }
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
    public boolean evict(String scope, CacheKey key) throws IOException {
        if (!remove(scope, key)) {
            return false;
        }
        tell(key);
        return true;
    }

    @Override
    public void evict(Subject.Kind kind, String name) throws IOException {
        tell(Eviction.of(Eviction.Kind.SUBJECT, Subject.of(namespace, kind, name), RandomNumbers.next()));
    }

    @Override
    public void tell(CacheKey evicted) throws IOException {
        tell(new Eviction(Eviction.Kind.KEY, evicted, RandomNumbers.next()));
    }

    @Override
    public boolean hasEvicted(String scope, CacheKey key) throws IOException {
        return ledger().hasEvictedInRedis(key, Subject.of(namespace, scope));
    }

    @Override
    public void put(String scope, CacheKey key, Blob blob, List<Subject> after) throws IOException {
        byte[] name = name(scope, key);
        long stamp = ledger().shared(key, after, Subject.of(namespace, scope));
        byte[] sealed = sealing.seal(scope, key, blob.stamped(/* homeStamp= */ 0, stamp));
        long left = blob.expiresAtMillis() - clock.millis();
        if (sealed == null) {
            throw new IOException("a store that others can write to needs store.mac-key");
        }
        if (left > 0) {
            asked(() -> {
                of(name).set(name, sealed, left);
                return name;
            });
        }
    }

    @Override
    public boolean remove(String scope, CacheKey key) throws IOException {
        byte[] name = name(scope, key);
        return asked(() -> of(name).delete(name));
    }

    /** The server lets entries expire and keeps its own bounds. */
    @Override
    public long prune(Progress progress) {
        return 0;
    }

    private byte[] name(String scope, CacheKey key) {
        return (settings.prefix() + ":" + scope + ":" + key.hex()).getBytes(UTF_8);
    }

    @Override
    public void close() {
        if (only != null) {
            only.close();
        }
        connections.values().forEach(RedisConnection::close);
    }
}
