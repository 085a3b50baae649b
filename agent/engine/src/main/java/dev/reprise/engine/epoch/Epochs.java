package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of evictions in this process. Each subject that was ever evicted has an epoch, a random number; all entries
 * carry a digest of those that concern them ({@link Stamps}), so that an eviction is one number changed, whatever it concerns.
 * Thread-safe; throws nothing.
 *
 * <p>What was evicted here and could not be written down for others yet holds here already, and is written down when that is
 * possible, under the same number.
 */
public final class Epochs implements EvictionReader {

    /** How old what is known of the log may be when an entry in memory is served. */
    private static final long FRESH_MILLIS = 20;

    private static final long RETRY_AFTER_MILLIS = 1_000;

    /** Beyond so many evicted keys the older half is forgotten. Redis counts its own. */
    private static final int MAX_KEYS = 10_000;

    /** Beyond so many evicted tags, tenants and the like everything is evicted. */
    private static final int MAX_SUBJECTS = 20_000;

    private final LongSupplier random;
    private final Consumer<CacheKey> evicted;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Known known;
    private volatile @Nullable EvictionLog log;
    private volatile long readAtMillis = Long.MIN_VALUE;

    /** Whether something waits to be written down. */
    private volatile boolean owing;

    private volatile long triedAtMillis;

    /** Guarded by this object, as are the other fields that change. */
    private long generation;

    /** Of what only later versions know. */
    private long unknown;

    private long version = 1;
    private long floor;
    private final Map<Subject, Long> home = new HashMap<>();
    private final EvictedKeys keys = new EvictedKeys();

    private final ToldToRedis told = new ToldToRedis();

    private final SharedEpochs shared = new SharedEpochs();

    /** Told that there is something to send to Redis; null without it. */
    private volatile @Nullable Runnable sender;

    /** What is not written down yet. */
    private final OwedToHome owed = new OwedToHome();

    /**
     * @param random makes numbers that nobody else makes
     * @param evicted told of each key whose entry is evicted, here or by another process
     */
    public Epochs(LongSupplier random, Consumer<CacheKey> evicted) {
        this.random = random;
        this.evicted = evicted;
        this.generation = random.getAsLong();
        this.known = new Known(version, floor, /* hasKeys= */ false, keys.byKey(), keys.groups());
    }

    /** Has evictions written down for other processes, and learns of theirs, from the next call on. */
    public void use(EvictionLog written) {
        log = written;
    }

    /**
     * Has what is evicted here sent to Redis, from the next eviction on.
     *
     * @param woken told that there is something to {@linkplain #owedToRedis send}
     */
    public void share(Runnable woken) {
        sender = woken;
    }

    /** Returns what entries of some calls are evicted by, of which nobody needs to know whose they are. */
    public Subjects subjects(List<Subject> all) {
        return subjects(all, Owner.NOBODY);
    }

    /** Returns what entries of some calls are evicted by. */
    public Subjects subjects(List<Subject> all, Owner owner) {
        return new Subjects(this, List.copyOf(all), owner);
    }

    /** Learns what others have evicted, unless it has just been done. Cheap; mostly a comparison. */
    public void catchUp(long nowMillis) {
        long since = nowMillis - readAtMillis;
        if ((since >= FRESH_MILLIS || since < 0) && log != null && reading.compareAndSet(false, true)) {
            try {
                EvictionLog from = log;
                if (from != null) {
                    from.read();
                    readAtMillis = nowMillis;
                    settleAgain(from, nowMillis);
                }
            } finally {
                reading.set(false);
            }
        }
    }

    /** Writes down what could not be written yet, if that is possible now. */
    public void settle() {
        EvictionLog to = log;
        if (to != null && owing) {
            settle(to);
        }
    }

    private void settleAgain(EvictionLog to, long nowMillis) {
        if (owing && Math.abs(nowMillis - triedAtMillis) >= RETRY_AFTER_MILLIS) {
            triedAtMillis = nowMillis;
            settle(to);
        }
    }

    /** Evicts everything that has a subject. It holds here when this returns, and in the home if that can be written. */
    public void evict(Subject subject) {
        evict(List.of(Eviction.of(Eviction.Kind.SUBJECT, subject, random.getAsLong())));
    }

    /** Evicts one entry, as above; to delete it is its caller's. */
    public void evict(CacheKey key) {
        evict(List.of(new Eviction(Eviction.Kind.KEY, key, random.getAsLong())));
    }

    /** Evicts several entries, as above, and writes them down together. */
    public void evictAll(Collection<CacheKey> all) {
        List<Eviction> evictions = new ArrayList<>();
        for (CacheKey key : all) {
            evictions.add(new Eviction(Eviction.Kind.KEY, key, random.getAsLong()));
        }
        if (!evictions.isEmpty()) {
            evict(evictions);
        }
    }

    private void evict(List<Eviction> evictions) {
        EvictionLog to = log;
        Runnable also = sender;
        synchronized (this) {
            boundOwedToRedis();
            for (Eviction eviction : evictions) {
                note(eviction, to != null, also != null);
            }
            publish();
        }
        if (also != null) {
            also.run();
        }
        if (to != null) {
            settle(to);
        }
    }

    private void note(Eviction eviction, boolean isForHome, boolean isForRedis) {
        if (isForRedis) {
            shared.owed().add(eviction);
        }
        if (isForHome) {
            owed.add(eviction);
            owing = true;
        }
        learn(eviction);
        if (!isForHome && home.size() > MAX_SUBJECTS) {
            forgetHome();
        } else if (!isForHome && keys.inHome() > MAX_KEYS) {
            forgetKeysOfHome(); // What is in memory was removed when its key was evicted, and nothing else is kept.
        }
        if (isForRedis && eviction.kind() == Eviction.Kind.KEY) {
            learnShared(eviction, /* isOurs= */ true);
        }
    }

    /** Returns what Redis has not been told yet, in the order in which it is to be told. */
    public synchronized List<Eviction> owedToRedis() {
        return shared.owed().own();
    }

    /** Returns whether there is such. */
    public synchronized boolean owesRedis() {
        return shared.owed().hasOwn();
    }

    /** Returns what other processes of the home are to tell Redis, and may have ended before they could. */
    public synchronized List<Eviction> borrowedForRedis() {
        return shared.owed().borrowed();
    }

    /** Has told from here what of it nobody has told yet. */
    public void adopt(List<Eviction> borrowed) {
        EvictionLog from = log;
        if (from != null) {
            from.read();
        }
        synchronized (this) {
            shared.owed().adopt(borrowed);
        }
    }

    /**
     * Notes that Redis was told of an eviction.
     *
     * @param current the generation that it counts in
     * @param count how often the subject was evicted by now; for a key it does not matter
     */
    public void sent(Eviction eviction, long current, long count) {
        List<Eviction> news = List.of();
        synchronized (this) {
            if (eviction.kind() == Eviction.Kind.SUBJECT && shared.generation() != 0) {
                List<Eviction> learned = shared.takeSome(current, Map.of(eviction.subject(), count));
                if (learned == null) {
                    shared.forget(); // It has begun anew: nobody knows what else has changed, until it is asked.
                } else {
                    news = learned;
                }
            }
            told(eviction);
            news = new ArrayList<>(news);
            if (eviction.kind() == Eviction.Kind.SHARED_GENERATION) {
                toldEverything(current, news);
            } else {
                news.add(ToldToRedis.of(eviction));
            }
            publish();
        }
        writeDown(news);
    }

    private void told(Eviction eviction) {
        if (eviction.kind() != Eviction.Kind.SHARED_GENERATION) {
            told.add(eviction.id(), eviction.epoch());
        }
        shared.owed().paid(eviction);
    }

    /** Notes that Redis knows of all that was evicted in the home, but for what is owed on. */
    private void toldEverything(long current, List<Eviction> news) {
        if (shared.generation() != current) { // Otherwise it was read there already, and what came after it.
            forgetKeysOfRedis();
        }
        if (shared.owed().everything() == 0) {
            toldAll(news);
        }
        news.addAll(shared.takeAll(current, Map.of()));
    }

    private void toldAll(List<Eviction> news) {
        List<Eviction> evictions = new ArrayList<>(keys.all(Eviction.Kind.KEY));
        home.forEach((subject, epoch) -> evictions.add(Eviction.of(Eviction.Kind.SUBJECT, subject, epoch)));
        for (Eviction each : evictions) {
            if (!told.has(each) && shared.owed().get(each.id()) == null) {
                told.add(each.id(), each.epoch());
                news.add(ToldToRedis.of(each));
            }
        }
    }

    /** When nothing is under way that is still to come from the log: it would be owed again. */
    private void boundOwedToRedis() {
        if (shared.owed().isTooMuch()) {
            shared.owed().addEverything(random.getAsLong() | 1);
            forgetKeysOfRedis();
        }
    }

    /** Takes all that Redis has counted; what it has forgotten is evicted once more. */
    public void countedInAll(long current, Map<Subject, Long> all) {
        List<Eviction> news;
        List<Subject> missing;
        synchronized (this) {
            boolean isSame = shared.generation() == current;
            missing = isSame ? shared.missingIn(all) : List.of();
            if (!isSame) {
                forgetKeysOfRedis();
            }
            news = shared.takeAll(current, all);
            publish();
        }
        writeDown(news);
        missing.forEach(this::evict);
    }

    /**
     * Takes some of what Redis has counted.
     *
     * @return false if it counts in another generation: then all is needed
     */
    public boolean counted(long current, Map<Subject, Long> some) {
        List<Eviction> news;
        synchronized (this) {
            news = shared.takeSome(current, some);
            publish();
        }
        if (news != null) {
            writeDown(news);
        }
        return news != null;
    }

    /** Returns whether Redis counts more than can be kept here for long. */
    public synchronized boolean knowsTooMany() {
        return shared.size() > MAX_SUBJECTS;
    }

    /** Takes evictions of keys that Redis was told of, in the order in which it was. */
    public void evictedInRedis(List<Eviction> evictions) {
        List<Eviction> news = new ArrayList<>();
        synchronized (this) {
            for (Eviction eviction : evictions) {
                if (learnShared(eviction, /* isOurs= */ false)) {
                    news.add(new Eviction(Eviction.Kind.SHARED_KEY, eviction.id(), eviction.epoch()));
                }
            }
            publish();
        }
        writeDown(news);
    }

    /** Returns whether one of some evictions of keys has come by Redis before. */
    public synchronized boolean knowsOneOf(List<Eviction> evictions) {
        for (Eviction eviction : evictions) {
            KeyEpoch known = keys.get(eviction.id());
            if (known != null && known.shared() == eviction.epoch()) {
                return true;
            }
        }
        return false;
    }

    /** Evicts everything that is kept here, because evictions were missed of which nobody knows any more. */
    public void missed() {
        EvictionLog of = log;
        lost();
        if (of != null) {
            synchronized (this) {
                evictHome();
                publish();
            }
            settle(of);
        }
    }

    /** Returns of how many evictions it is known that Redis was told. */
    synchronized int told() {
        return told.size();
    }

    /** For the next process of this home, which may not reach Redis. */
    private void writeDown(List<Eviction> news) {
        EvictionLog to = log;
        if (to != null && !news.isEmpty()) {
            to.append(news);
        }
    }

    /** Writes down what is owed. What is written is learned from the log before it is not owed any more. */
    private void settle(EvictionLog to) {
        List<Eviction> all;
        long everything;
        synchronized (this) {
            all = owed.evictions();
            everything = owed.everything();
        }
        boolean isWritten = everything == 0 ? to.append(all) : to.appendAnew(all);
        synchronized (this) {
            if (isWritten) {
                owed.paid(everything, all);
                owing = !owed.isEmpty();
                publish();
            } else if (owed.isTooMuch()) {
                evictHome();
                publish();
            }
        }
    }

    /** Owes the home one eviction of everything: what is known of it goes with its log. */
    private void evictHome() {
        forgetHome();
        owed.addEverything(random.getAsLong() | 1);
        owing = true;
    }

    Known known() {
        return known;
    }

    synchronized Stamps stamps(List<Subject> subjects) {
        long stamp = Mix.of(generation, unknown, owed.everything());
        for (Subject subject : subjects) {
            Eviction own = owed.get(new CacheKey(subject.a(), subject.b(), 0, 0));
            Long epoch = own == null ? home.get(subject) : Long.valueOf(own.epoch());
            if (epoch != null) {
                stamp ^= Mix.of(subject.a(), subject.b(), epoch);
            }
        }
        // Without Redis, too: what the home has learned of it counts, whichever process did.
        return Stamps.of(version, stamp, shared.stamp(subjects));
    }

    @Override
    public synchronized boolean isFull() {
        return home.size() > MAX_SUBJECTS || keys.inHome() > MAX_KEYS;
    }

    @Override
    public void take(long begun, boolean isAll, List<Eviction> evictions) {
        Runnable also = sender;
        boolean isToTell;
        synchronized (this) {
            if (isAll) {
                home.clear();
                told.clear();
                forgetKeysOfHome();
                unknown = 0;
                shared.restoreAnew();
            }
            generation = begun;
            for (Eviction eviction : evictions) {
                learn(eviction);
            }
            learnGroups(evictions);
            if (isAll) {
                for (Eviction eviction : owed.evictions()) {
                    learn(eviction);
                }
            }
            boundOwedToRedis(); // Of much in a log it says further on that it has been told.
            isToTell = also != null
                    && (shared.owed().hasBorrowed() || shared.owed().everything() != 0);
            publish();
        }
        if (also != null && isToTell) {
            also.run();
        }
    }

    /** Nothing that is in memory, or was kept in the home, is served under the next number. */
    private void forgetHome() {
        home.clear();
        told.clear();
        forgetKeysOfHome();
        generation = random.getAsLong();
    }

    /** What came by Redis is known from there. */
    private void forgetKeysOfHome() {
        floor = keys.byKey().isEmpty() ? floor : version + 1;
        keys.forgetInHome(version + 1);
        told.retain(home.keySet());
    }

    /** What Redis counts from now on has another number, which no entry of before has. */
    private void forgetKeysOfRedis() {
        if (!keys.byKey().isEmpty()) {
            floor = version + 1;
            keys.forgetShared(key -> shared.owed().get(key) != null, floor);
        }
    }

    /** Under a number that no log has: nothing that was kept before is served. */
    @Override
    public synchronized void lost() {
        generation = random.getAsLong();
        publish();
    }

    @Override
    public synchronized Summary summary() {
        List<Eviction> all = new ArrayList<>();
        // Of tenants that are not there any more, say: everything is evicted instead. So it is where a number would
        // stay that
        // tells of what only later versions know, and is not written anew.
        boolean isFull = home.size() > MAX_SUBJECTS || (keys.inHome() > MAX_KEYS && unknown != 0);
        if (!isFull) {
            for (Map.Entry<Subject, Long> each : home.entrySet()) {
                all.add(Eviction.of(Eviction.Kind.SUBJECT, each.getKey(), each.getValue()));
            }
        }
        shared.addTo(all);
        if (!isFull) {
            all.addAll(keys.ofHome(MAX_KEYS, random.getAsLong()));
            all.addAll(told.of(all));
        }
        all.addAll(keys.all(Eviction.Kind.SHARED_KEY));
        return new Summary(isFull ? random.getAsLong() : generation, all);
    }

    private void learn(Eviction eviction) {
        switch (eviction.kind()) {
            case SUBJECT -> {
                home.put(eviction.subject(), eviction.epoch());
                borrow(eviction);
            }
            case KEY -> {
                learn(eviction.id(), eviction.epoch());
                if (borrow(eviction)) {
                    learnShared(eviction, /* isOurs= */ true);
                }
            }
            case SHARED_KEY -> learnShared(eviction, /* isOurs= */ false);
            case TOLD -> {
                for (Eviction.Kind kind : List.of(Eviction.Kind.SUBJECT, Eviction.Kind.KEY)) {
                    told(new Eviction(kind, eviction.id(), eviction.epoch()));
                }
                KeyEpoch known = keys.get(eviction.id());
                if (sender == null && known != null && known.epoch() == eviction.epoch()) {
                    learnShared(eviction, /* isOurs= */ true); // As whoever told Redis did.
                }
            }
            case SHARED_SUBJECT, SHARED_GENERATION -> {
                if (shared.restore(eviction)) {
                    forgetKeysOfRedis();
                }
            }
            case KEYS -> floor = version + 1; // Nobody knows which of those that are under way it concerns.
            case UNKNOWN ->
                unknown = Mix.of(unknown, eviction.epoch(), eviction.id().a()); // Whatever it concerns.
        }
    }

    private void learnGroups(List<Eviction> evictions) {
        List<Eviction> groups = new ArrayList<>();
        for (Eviction eviction : evictions) {
            if (eviction.kind() == Eviction.Kind.KEYS) {
                groups.add(eviction);
            }
        }
        keys.evictGroups(groups);
    }

    /** Returns whether another process of the home has to tell Redis of it, as far as is known. */
    private boolean borrow(Eviction eviction) {
        if (sender == null || eviction.equals(shared.owed().get(eviction.id())) || told.has(eviction)) {
            return false;
        }
        shared.owed().borrow(eviction);
        return true;
    }

    private void learn(CacheKey key, long epoch) {
        Eviction own = owed.get(key);
        KeyEpoch before = keys.get(key);
        if (before != null && own != null && own.epoch() != epoch) {
            return; // Ours comes after it.
        }
        if (before == null || before.epoch() != epoch) {
            keys.put(key, new KeyEpoch(epoch, before == null ? 0 : before.shared(), version + 1));
            evicted.accept(key);
        }
    }

    /** Returns whether it is news. */
    private boolean learnShared(Eviction eviction, boolean isOurs) {
        CacheKey key = eviction.id();
        KeyEpoch before = keys.get(key);
        long epoch = eviction.epoch();
        if (before != null && before.shared() == epoch) {
            return false;
        }
        long sharedBefore = before == null ? 0 : before.shared();
        // What we have not sent yet comes after it, and holds already.
        boolean holds = !isOurs && sharedBefore != 0 && shared.owed().get(key) != null;
        keys.put(key, new KeyEpoch(before == null ? 0 : before.epoch(), holds ? sharedBefore : epoch, version + 1));
        evicted.accept(key);
        return true;
    }

    private void publish() {
        version++;
        known = new Known(version, floor, !keys.isEmpty(), keys.byKey(), keys.groups());
    }
}
