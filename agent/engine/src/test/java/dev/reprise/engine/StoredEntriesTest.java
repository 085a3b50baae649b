package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.MemoryTier;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.StoredTier;
import dev.reprise.engine.tier.WriteBehind;
import dev.reprise.engine.worth.Worth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow, and whose queue has room for two writes, and one behind it that is not. */
@Timeout(60)
class StoredEntriesTest {

    private static final ScopeSettings SCOPE =
            new ScopeSettings("answers", Duration.ofHours(1), Long.MAX_VALUE, Long.MAX_VALUE);

    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
    private static final CacheKey OTHER = new CacheKey(5, 6, 7, 8);

    private long last;

    @TempDir
    Path folder;

    private Engine engine;
    private CachedMethod method;
    private final FixedClock clock = new FixedClock();
    private final Epochs epochs = new Epochs(() -> ++last, key -> {});
    private final Subjects subjects = epochs.subjects(List.of());
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final Shelf shelf = new Shelf();
    private final Far far = new Far();
    private final WriteBehind farWriter = new WriteBehind(/* maxWrites= */ 2, /* maxBytes= */ 100);
    private final MemoryEntries memory =
            new MemoryEntries(new MemoryTier(/* maxBytes= */ 1 << 20, clock).region(SCOPE), clock, epochs);
    private final WriteBehind writer = new WriteBehind(/* maxWrites= */ 2, /* maxBytes= */ 100);
    private final StoredEntries entries =
            new StoredEntries(SCOPE, List.of(new Store(Source.DISK, shelf, writer)), memory, clock, epochs);

    /** A tier that does nothing before it is told to. */
    private final class Shelf implements StoredTier {

        final Map<CacheKey, Blob> held = new ConcurrentHashMap<>();
        final Set<Thread> workers = ConcurrentHashMap.newKeySet();
        boolean takesNothing;
        boolean losesNothing;

        private void work() {
            workers.add(Thread.currentThread());
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Blob get(ScopeSettings scope, CacheKey key, Patience patience) {
            return held.get(key);
        }

        @Override
        public void put(ScopeSettings scope, CacheKey key, Blob blob) {
            work();
            if (!takesNothing) {
                held.put(key, blob);
            }
        }

        @Override
        public boolean remove(ScopeSettings scope, CacheKey key) {
            work();
            if (!losesNothing) {
                held.remove(key);
            }
            return !losesNothing;
        }
    }

    /** One that others use, too. */
    private static final class Far implements StoredTier {

        final Map<CacheKey, Blob> held = new ConcurrentHashMap<>();
        Runnable meanwhile = () -> {};
        boolean isAway;
        boolean removesLater;

        @Override
        public Blob get(ScopeSettings scope, CacheKey key, Patience patience) {
            Blob found = held.get(key);
            meanwhile.run();
            return found;
        }

        @Override
        public void put(ScopeSettings scope, CacheKey key, Blob blob) {
            held.put(key, blob);
        }

        @Override
        public boolean remove(ScopeSettings scope, CacheKey key) {
            if (!isAway) {
                held.remove(key);
            }
            return !isAway;
        }

        @Override
        public boolean owesRemoval(ScopeSettings scope, CacheKey key) {
            return isAway && removesLater;
        }

        @Override
        public boolean isRemote() {
            return true;
        }
    }

    static final class Service {
        String answer(String question) {
            return "to " + question;
        }
    }

    @AfterEach
    void close() {
        goesOn.countDown();
        writer.close();
        farWriter.close();
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void whatIsEvictedBeforeItIsPromotedIsNotPromoted() throws Exception {
        StoredEntries both = withFar();
        write(OTHER);
        assertThat(found(both)).isEqualTo("a");

        epochs.evict(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(shelf.held).containsOnlyKeys(OTHER);
    }

    @Test
    void whatIsFoundIsPromoted() throws Exception {
        StoredEntries both = withFar();
        goesOn.countDown();

        assertThat(found(both)).isEqualTo("a");

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(shelf.held).containsOnlyKeys(KEY);
        assertThat(memory.look(KEY)).isNotNull();
    }

    @Test
    void whatIsWithdrawnWhileItIsReadIsNeitherPromotedNorHeld() throws Exception {
        StoredEntries both = withFar();
        far.meanwhile = () -> both.withdraw(KEY);
        goesOn.countDown();

        found(both);

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(memory.look(KEY)).isNull();
        assertThat(shelf.held).isEmpty();
    }

    @Test
    void whatIsEvictedWhileItIsReadIsNotHeld() {
        Stamps before = subjects.now(KEY);
        Encoded.Form form = new Encoded.Form("codec", 1);
        Blob blob = new Blob("codec", 1, clock.millis(), clock.millis() + 60_000, new byte[1]);

        epochs.evict(KEY);
        memory.hold(KEY, blob, "a", form, clock.millis() + 60_000, before, subjects);

        assertThat(memory.look(KEY)).isNull();
    }

    private StoredEntries withFar() throws Exception {
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of());
        long now = clock.millis();
        Encoded.Form form = method().form();
        byte[] content = method().codec().encode("a");
        far.held.put(
                KEY,
                new Blob(form.codec(), form.shape(), now, now + 60_000, content)
                        .stamped(0, subjects.now(KEY).shared()));
        return new StoredEntries(
                SCOPE,
                List.of(new Store(Source.DISK, shelf, writer), new Store(Source.REDIS, far, farWriter)),
                memory,
                clock,
                epochs);
    }

    private Object found(StoredEntries in) throws Exception {
        Found found = in.get(KEY, method(), subjects, new Patience(), Control.NONE, /* late= */ null);
        return found == null ? null : found.value();
    }

    private CachedMethod method() throws Exception {
        if (method == null) {
            Path file = Files.writeString(folder.resolve("reprise.yaml"), """
                    tiers: { memory: off, disk: off }
                    methods: [{ method: "%s#answer" }]
                    """.formatted(Service.class.getName()));
            Configuration configuration = ConfigurationLoader.load(
                    file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
            engine = new Engine(configuration, (module, name) -> {}, clock, clock::nanos);
            method = engine.method(
                    new Target(
                            Service.class.getDeclaredMethod("answer", String.class),
                            Service.class.getName(),
                            List.of("question")),
                    configuration.methods().get(0));
        }
        return method;
    }

    @Test
    void whatIsWithdrawnIsRemovedBehindItsWriteThoughNothingElseFitsIntoTheQueue() {
        write(OTHER);
        write(KEY);
        assertThat(writer.submit(() -> {}, 1)).isFalse();

        entries.withdraw(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(shelf.held).containsOnlyKeys(OTHER);
        assertThat(shelf.workers).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void whatIsReplacedIsRemovedThoughTheWriteOfTheOtherIsDropped() {
        long now = clock.millis();
        shelf.held.put(KEY, new Blob("codec", 1, now, now + 60_000, new byte[1]));
        write(OTHER);
        assertThat(writer.submit(() -> {}, 1)).isTrue();

        entries.replace(KEY);
        write(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(writer.dropped()).isEqualTo(1);
        assertThat(shelf.held).containsOnlyKeys(OTHER);
    }

    @Test
    void whatIsReplacedIsThereIfItIsWritten() {
        write(KEY);
        entries.replace(KEY);
        write(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(shelf.held).containsOnlyKeys(KEY);
    }

    @Test
    void whatCannotBeRemovedIsReadAgainOnceAnotherHasTakenItsPlace() {
        keepsWhatIsOld();
        clock.advance(Duration.ofSeconds(1));

        for (int i = 0; i < 3; i++) {
            entries.replace(KEY);
        }
        write(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(entries.withdrawn()).isEmpty();
    }

    @Test
    void whatCannotBeRemovedIsNotReadAsLongAsItIsThere() {
        keepsWhatIsOld();
        shelf.takesNothing = true;
        clock.advance(Duration.ofSeconds(1));

        entries.replace(KEY);
        write(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(entries.withdrawn()).containsExactly(KEY);
    }

    @Test
    void whatAServerThatIsAwayRemovesLaterIsToBeRemovedUntilThen() throws Exception {
        StoredEntries both = withFar();
        goesOn.countDown();
        far.isAway = true;
        far.removesLater = true;
        Begun begun = subjects.begin();

        both.replace(KEY);
        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(farWriter.flush(Duration.ofSeconds(30))).isTrue();

        assertThat(both.withdrawn()).containsExactly(KEY);
        assertThat(begun.of(KEY)).isNotNull();
        far.isAway = false;
        assertThat(both.withdrawn()).isEmpty();
    }

    @Test
    void whatAServerThatIsAwayWillNotRemoveIsEvicted() throws Exception {
        StoredEntries both = withFar();
        goesOn.countDown();
        far.isAway = true;
        Begun begun = subjects.begin();

        both.replace(KEY);
        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(farWriter.flush(Duration.ofSeconds(30))).isTrue();

        assertThat(begun.of(KEY)).isNull();
        assertThat(begun.of(OTHER)).isNotNull();
        assertThat(found(both)).isNull();
        assertThat(both.withdrawn()).isEmpty();
    }

    private void keepsWhatIsOld() {
        long now = clock.millis();
        shelf.losesNothing = true;
        shelf.held.put(KEY, new Blob("codec", 1, now, now + 60_000, new byte[1]));
    }

    private void write(CacheKey key) {
        long now = clock.millis();
        Encoded.Form form = new Encoded.Form("codec", 1);
        entries.write(key, form, () -> new byte[1], 1, Worth.NOTHING, now, now + 60_000, subjects.begin());
    }
}
