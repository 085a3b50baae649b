package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.StoredTier;
import dev.reprise.engine.tier.WriteBehind;
import dev.reprise.engine.worth.Worth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is slow, and whose queue has room for two writes. */
@Timeout(60)
class StoredEntriesTest {

    private static final ScopeSettings SCOPE =
            new ScopeSettings("answers", Duration.ofHours(1), Long.MAX_VALUE, Long.MAX_VALUE);

    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
    private static final CacheKey OTHER = new CacheKey(5, 6, 7, 8);

    private long last;
    private final FixedClock clock = new FixedClock();
    private final Epochs epochs = new Epochs(() -> ++last, key -> {});
    private final Subjects subjects = epochs.subjects(List.of());
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final Shelf shelf = new Shelf();
    private final WriteBehind writer = new WriteBehind(/* maxWrites= */ 2, /* maxBytes= */ 100);
    private final StoredEntries entries = new StoredEntries(
            SCOPE,
            List.of(new Store(Source.DISK, shelf, writer)),
            new MemoryEntries(/* region= */ null, clock, epochs),
            clock);

    /** A tier that does nothing before it is told to. */
    private final class Shelf implements StoredTier {

        final Map<CacheKey, Blob> held = new ConcurrentHashMap<>();
        final Set<Thread> workers = ConcurrentHashMap.newKeySet();

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
            held.put(key, blob);
        }

        @Override
        public boolean remove(ScopeSettings scope, CacheKey key) {
            work();
            held.remove(key);
            return true;
        }
    }

    @AfterEach
    void close() {
        goesOn.countDown();
        writer.close();
    }

    @Test
    void whatIsWithdrawnIsRemovedBehindItsWriteThoughNothingElseFitsIntoTheQueue() {
        write(OTHER);
        write(KEY);
        assertThat(writer.submit(() -> {}, 1)).isFalse();

        entries.withdraw(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
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

        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(writer.dropped()).isEqualTo(1);
        assertThat(shelf.held).containsOnlyKeys(OTHER);
    }

    @Test
    void whatIsReplacedIsThereIfItIsWritten() {
        write(KEY);
        entries.replace(KEY);
        write(KEY);
        goesOn.countDown();

        assertThat(writer.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(shelf.held).containsOnlyKeys(KEY);
    }

    private void write(CacheKey key) {
        long now = clock.millis();
        Encoded.Form form = new Encoded.Form("codec", 1);
        entries.write(key, form, () -> new byte[1], 1, Worth.NOTHING, now, now + 60_000, subjects.begin());
    }
}
