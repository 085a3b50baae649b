package dev.reprise.engine.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.epoch.Eviction.Kind;
import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final Subject SCOPE = Subject.of("n", Subject.Kind.SCOPE, "s");
    private static final Subject TAG = Subject.of("n", Subject.Kind.TAG, "t");
    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

    private final List<CacheKey> dropped = new ArrayList<>();
    private long last = 1_000;
    private final Epochs epochs = new Epochs(() -> ++last, dropped::add);
    private final Subjects subjects = epochs.subjects(List.of(SCOPE, TAG));

    /** A log that can fail, and that another process writes to as well. */
    private static final class Written implements EvictionLog {

        private final Epochs reader;
        private final List<Eviction> all = new ArrayList<>();
        private int read;
        private long generation = 77;
        private boolean fails;

        Written(Epochs reader) {
            this.reader = reader;
            reader.use(this);
        }

        @Override
        public boolean read() {
            if (!fails && read < all.size()) {
                reader.take(generation, read == 0, List.copyOf(all.subList(read, all.size())));
                read = all.size();
            }
            return !fails;
        }

        @Override
        public boolean append(List<Eviction> evictions) {
            if (!fails) {
                all.addAll(evictions);
            }
            return read();
        }

        /** As a process does that finds it too long. */
        void writeAnew() {
            EvictionReader.Summary summary = reader.summary();
            all.clear();
            all.addAll(summary.evictions());
            generation = summary.generation();
            reader.take(generation, /* isAll= */ true, List.copyOf(all));
            read = all.size();
        }

        @Override
        public boolean appendAnew(List<Eviction> evictions) {
            if (!fails) {
                all.clear();
                all.addAll(reader.summary().evictions());
                generation++;
                read = 0;
                reader.take(generation, /* isAll= */ true, List.copyOf(all));
                read = all.size();
            }
            return !fails;
        }
    }

    private static List<CacheKey> keys(int from, int many) {
        List<CacheKey> keys = new ArrayList<>();
        for (int i = from; i < from + many; i++) {
            keys.add(new CacheKey(i, 9, 9, 9));
        }
        return keys;
    }

    @Test
    void subjectsOfOtherNamesKindsAndNamespacesDiffer() {
        assertThat(List.of(
                        Subject.of("n", Subject.Kind.SCOPE, "s"),
                        Subject.of("n", Subject.Kind.TAG, "s"),
                        Subject.of("ns", Subject.Kind.SCOPE, ""),
                        Subject.of("", Subject.Kind.SCOPE, "ns"),
                        Subject.of("n", Subject.Kind.METHOD, "s")))
                .doesNotHaveDuplicates();
        assertThat(SCOPE).isEqualTo(Subject.of("n", Subject.Kind.SCOPE, "s"));
    }

    @Test
    void anEvictionChangesTheStampsOfWhatItConcernsAndOfNothingElse() {
        Subjects other = epochs.subjects(List.of(TAG));
        Stamps before = subjects.now();
        Stamps othersBefore = other.now();

        epochs.evict(SCOPE);

        assertThat(subjects.now().memory()).isNotEqualTo(before.memory());
        assertThat(subjects.now().home()).isNotEqualTo(before.home());
        assertThat(other.now().memory()).isEqualTo(othersBefore.memory());
    }

    @Test
    void aCallThatBeganBeforeAnEvictionIsStaleAndOneThatBeginsAfterItIsNot() {
        Begun before = subjects.begin();
        assertThat(before.of(KEY)).isNotNull();

        epochs.evict(TAG);

        assertThat(before.of(KEY)).isNull();
        assertThat(subjects.begin().of(KEY)).isEqualTo(subjects.now());
    }

    @Test
    void aCallThatBeganBeforeItsKeyWasEvictedIsStaleAndThoseOfOtherKeysAreNot() {
        Begun before = subjects.begin();
        long memory = subjects.inMemory(KEY);

        epochs.evict(KEY);

        assertThat(before.of(KEY)).isNull();
        assertThat(before.of(KEY.ofItem())).isNotNull();
        assertThat(subjects.inMemory(KEY)).isNotEqualTo(memory);
        assertThat(subjects.begin().of(KEY)).extracting(Stamps::memory).isEqualTo(subjects.inMemory(KEY));
        assertThat(dropped).containsExactly(KEY);
    }

    @Test
    void aCallThatBeganBeforeAKeyThatIsForgottenIsStale() {
        Begun before = subjects.begin();
        long memory = subjects.inMemory(KEY);
        CacheKey first = new CacheKey(0, 9, 9, 9);

        for (int i = 0; i <= 10_000; i++) {
            epochs.evict(new CacheKey(i, 9, 9, 9));
        }

        assertThat(before.of(first)).isNull();
        assertThat(subjects.begin().of(first)).isNotNull();
        assertThat(subjects.inMemory(KEY)).as("memory has let go of them").isEqualTo(memory);
        assertThat(epochs.summary().evictions()).hasSizeLessThan(10_000);
    }

    /** It has learned of the eviction no sooner than that it is forgotten. */
    @Test
    void aCallThatBeganBeforeAGroupOfKeysWasEvictedIsStale() {
        Written log = new Written(epochs);
        log.all.add(Eviction.of(Kind.SUBJECT, TAG, 1));
        log.read();
        Begun before = subjects.begin();

        log.all.add(KeyGroups.eviction(KeyGroups.of(KEY), 5));
        log.read();

        assertThat(before.of(KEY)).isNull();
        assertThat(before.inHome(KEY)).isNull();
        assertThat(subjects.begin().of(KEY)).isEqualTo(subjects.now(KEY));
    }

    @Test
    void whoMovesEntriesKnowsOfGroupsOfKeysAsThoseDoWhoServeThem() {
        List<Eviction> evicted = List.of(Eviction.of(Kind.SUBJECT, TAG, 1), KeyGroups.eviction(KeyGroups.of(KEY), 5));
        Ledger ledger = new Ledger(7);

        ledger.take(77, /* isAll= */ true, evicted);
        epochs.take(77, /* isAll= */ true, evicted);

        assertThat(ledger.home(KEY, List.of(), List.of(SCOPE, TAG)))
                .isEqualTo(subjects.now(KEY).home());
        assertThat(ledger.hasEvictedInHome(KEY, List.of())).isTrue();
        assertThat(ledger.hasEvictedInHome(new CacheKey(1, 3, 3, 4), List.of())).isFalse();
        assertThat(ledger.summary().evictions()).containsExactlyElementsOf(evicted);
    }

    @Test
    void thatRedisWasToldIsForgottenWithTheKeys() {
        Written log = new Written(epochs);
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of());
        epochs.evict(SCOPE);
        evictAndTell(0);
        evictAndTell(4_000);

        evictAndTell(8_000);
        Ledger ledger = new Ledger(7);
        ledger.take(77, /* isAll= */ true, epochs.summary().evictions());
        log.writeAnew();

        assertThat(epochs.owesRedis()).isFalse();
        assertThat(log.all).filteredOn(each -> each.kind() == Kind.KEY).hasSizeBetween(5_000, 10_000);
        assertThat(log.all)
                .filteredOn(each -> each.kind() == Kind.TOLD)
                .extracting(Eviction::id)
                .containsExactlyInAnyOrderElementsOf(log.all.stream()
                        .filter(each -> each.kind() == Kind.KEY || each.kind() == Kind.SUBJECT)
                        .map(Eviction::id)
                        .toList());
        assertThat(epochs.told()).isLessThan(10_002);
        assertThat(ledger.summary().evictions())
                .filteredOn(each -> each.kind() == Kind.TOLD)
                .hasSize(epochs.told());
    }

    @Test
    void thatRedisWasToldIsForgottenWithTheKeysWhereNothingIsWrittenDown() {
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of());
        epochs.evict(SCOPE);
        for (int from = 0; from < 12_000; from += 4_000) {
            evictAndTell(from);
        }

        assertThat(epochs.owesRedis()).isFalse();
        assertThat(epochs.told()).isLessThan(10_000);
    }

    private void evictAndTell(int from) {
        epochs.evictAll(keys(from, 4_000));
        epochs.owedToRedis().forEach(eviction -> epochs.sent(eviction, 9, 1));
    }

    @Test
    void aKeyIsInTheGroupOfThatOfItsItem() {
        assertThat(KeyGroups.of(KEY.ofItem())).isEqualTo(KeyGroups.of(KEY));
    }

    @Test
    void whatOnlyLaterVersionsKnowIsNotForgottenWithKeys() {
        Written log = new Written(epochs);
        log.all.add(new Eviction(Kind.UNKNOWN, KEY, 5));
        log.read();

        epochs.evictAll(keys(0, 10_001));

        assertThat(epochs.summary().evictions()).isEmpty();
        assertThat(epochs.summary().generation()).isNotEqualTo(77);
    }

    @Test
    void whatCannotBeWrittenHoldsHereAndIsWrittenUnderTheSameNumber() {
        Written log = new Written(epochs);
        epochs.evict(TAG);
        long written = subjects.now().home();
        log.fails = true;

        epochs.evict(SCOPE);
        epochs.catchUp(5_000);
        long owed = subjects.now().home();
        log.fails = false;
        epochs.catchUp(10_000);

        assertThat(owed).isNotEqualTo(written);
        assertThat(subjects.now().home()).isEqualTo(owed);
        assertThat(log.all).extracting(Eviction::subject).containsExactly(TAG, SCOPE);
    }

    @Test
    void whatAHomeThatCannotBeWrittenIsOwedDoesNotGrowForEver() {
        Written log = new Written(epochs);
        epochs.evict(TAG);
        Begun began = subjects.begin();
        long kept = subjects.now(KEY).home();
        log.fails = true;
        epochs.evict(KEY);

        for (int from = 0; from < 30_000; from += 6_000) {
            epochs.evictAll(keys(from, 6_000));
        }
        long owing = subjects.now(KEY).home();

        assertThat(epochs.summary().evictions()).hasSizeLessThan(16_100);
        assertThat(owing).isNotEqualTo(kept);
        assertThat(began.of(KEY)).isNull();
        log.all.add(Eviction.of(Kind.SUBJECT, SCOPE, 1)); // By another process, under the number of before.
        log.fails = false;
        log.read();
        assertThat(subjects.now(KEY).home()).isNotIn(kept, owing);
        epochs.settle();
        assertThat(log.generation).isNotEqualTo(77);
        assertThat(log.all).hasSizeLessThan(16_100);
        Epochs next = new Epochs(() -> ++last, key -> {});
        next.take(log.generation, /* isAll= */ true, log.all);
        assertThat(next.subjects(List.of(SCOPE, TAG)).now(KEY).home())
                .isEqualTo(subjects.now(KEY).home())
                .isNotIn(kept, owing);
    }

    @Test
    void whatIsMissedIsNotServedThoughTheLogCannotBeDeleted() {
        Written log = new Written(epochs);
        epochs.evict(TAG);
        long kept = subjects.now().home();
        log.fails = true;

        epochs.missed();
        log.fails = false;
        log.all.add(new Eviction(Kind.KEY, KEY, 7)); // By another process, which makes this one read on.
        log.read();

        assertThat(subjects.now().home()).isNotEqualTo(kept);
        epochs.settle();
        assertThat(log.generation).isNotEqualTo(77);
    }

    @Test
    void whatRedisIsOwedDoesNotGrowForEver() {
        Written log = new Written(epochs);
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of(TAG, 3L));
        long kept = subjects.now(KEY).shared();
        Begun began = subjects.begin();
        epochs.evict(KEY);

        epochs.evictAll(keys(0, 10_000));
        epochs.evict(SCOPE);
        long owing = subjects.now(KEY).shared();

        assertThat(began.of(KEY)).isNull();
        assertThat(owing).isNotIn(0L, kept);
        assertThat(epochs.owedToRedis()).hasSize(2);
        Eviction everything = epochs.owedToRedis().get(0);
        assertThat(everything.kind()).isEqualTo(Kind.SHARED_GENERATION);
        assertThat(epochs.owedToRedis().get(1).subject()).isEqualTo(SCOPE);
        epochs.countedInAll(9, Map.of(TAG, 4L)); // It is back, and was not told yet.
        assertThat(subjects.now(KEY).shared()).isNotIn(0L, kept, owing);
        epochs.sent(everything, 10, 0);
        epochs.sent(epochs.owedToRedis().get(0), 10, 1);
        assertThat(epochs.owesRedis()).isFalse();
        Epochs far = new Epochs(() -> ++last, key -> {});
        far.countedInAll(10, Map.of(SCOPE, 1L));
        assertThat(far.subjects(List.of(SCOPE, TAG)).now(KEY).shared())
                .isEqualTo(subjects.now(KEY).shared());

        Epochs mate = new Epochs(() -> ++last, key -> {}); // Of the home, from where Redis has been told of all.
        mate.share(() -> {});
        mate.take(77, /* isAll= */ true, log.all);
        assertThat(mate.borrowedForRedis()).isEmpty();
        assertThat(mate.owesRedis()).isFalse();
        assertThat(mate.subjects(List.of(SCOPE, TAG)).now(KEY).shared())
                .isEqualTo(subjects.now(KEY).shared());
    }

    /** As all machines have, by the time that the second try is made. */
    @Test
    void whatCameAfterTheEvictionOfEverythingIsNotForgottenWhenItIsKnownAlready() {
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of());
        epochs.evictAll(keys(0, 10_001));
        epochs.evict(SCOPE);
        Eviction everything = epochs.owedToRedis().get(0);
        epochs.countedInAll(10, Map.of(TAG, 1L));
        epochs.evictedInRedis(List.of(new Eviction(Kind.KEY, KEY, 5)));

        epochs.sent(everything, 10, 0);
        epochs.sent(epochs.owedToRedis().get(0), 10, 1);

        Epochs far = new Epochs(() -> ++last, key -> {});
        far.countedInAll(10, Map.of(TAG, 1L, SCOPE, 1L));
        far.evictedInRedis(List.of(new Eviction(Kind.KEY, KEY, 5)));
        assertThat(far.subjects(List.of(SCOPE, TAG)).now(KEY).shared())
                .isEqualTo(subjects.now(KEY).shared());
    }

    @Test
    void whatIsOwedHoldsThoughOthersEvictTheSame() {
        Written log = new Written(epochs);
        log.all.add(Eviction.of(Kind.SUBJECT, SCOPE, 1));
        epochs.catchUp(0);
        long before = subjects.now().home();
        log.fails = true;
        epochs.evict(SCOPE);
        long owed = subjects.now().home();

        log.fails = false;
        log.all.add(Eviction.of(Kind.SUBJECT, SCOPE, 1));
        log.read();

        assertThat(subjects.now().home()).isEqualTo(owed).isNotEqualTo(before);
    }

    @Test
    void allThatReadOneLogAgree() {
        Epochs other = new Epochs(() -> ++last, key -> {});
        Subjects others = other.subjects(List.of(SCOPE, TAG));
        Written log = new Written(epochs);
        epochs.evict(SCOPE);
        epochs.evict(KEY);
        epochs.evict(SCOPE);

        other.take(77, true, log.all);

        assertThat(others.now().home()).isEqualTo(subjects.now().home());
        assertThat(others.now(KEY).home()).isEqualTo(subjects.now(KEY).home());
    }

    @Test
    void whereTheLogIsLostNothingThatWasStampedBeforeIsCurrent() {
        new Written(epochs);
        epochs.evict(SCOPE);
        long before = subjects.now().home();

        epochs.lost();

        assertThat(subjects.now().home()).isNotEqualTo(before);
    }

    @Test
    void anEvictionOfAKindThatOnlyLaterVersionsKnowConcernsEverything() {
        Written log = new Written(epochs);
        log.all.add(Eviction.of(Kind.SUBJECT, SCOPE, 1));
        log.read();
        long before = subjects.now().home();

        log.all.add(new Eviction(Kind.UNKNOWN, KEY, 5));
        log.read();
        long after = subjects.now().home();
        log.all.add(Eviction.of(Kind.SUBJECT, Subject.of("else", Subject.Kind.TAG, "x"), 1));
        log.read();

        assertThat(after).isNotEqualTo(before);
        assertThat(subjects.now().home()).isEqualTo(after);
    }

    /** The process that evicted it may have ended before it could tell Redis. */
    @Test
    void whatAHomeHasEvictedIsToldToRedisByItsOtherProcessesIfNobodyHas() {
        List<Eviction> evicted = List.of(
                Eviction.of(Kind.SUBJECT, SCOPE, 5), Eviction.of(Kind.SUBJECT, TAG, 6), new Eviction(Kind.KEY, KEY, 7));
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of());
        long before = subjects.now(KEY).shared();

        epochs.take(77, /* isAll= */ true, evicted);
        assertThat(epochs.owedToRedis()).isEmpty();
        assertThat(epochs.borrowedForRedis()).isEqualTo(evicted);
        assertThat(subjects.now(KEY).shared()).isNotEqualTo(before);
        epochs.take(
                77,
                /* isAll= */ false,
                List.of(new Eviction(Kind.TOLD, evicted.get(0).id(), 5), new Eviction(Kind.TOLD, KEY, 7)));
        assertThat(epochs.borrowedForRedis()).containsExactly(evicted.get(1));

        epochs.adopt(evicted);
        assertThat(epochs.owedToRedis()).containsExactly(evicted.get(1));
        epochs.sent(evicted.get(1), 9, 1);
        Epochs next = new Epochs(() -> ++last, key -> {});
        next.share(() -> {});
        next.take(77, /* isAll= */ true, epochs.summary().evictions()); // After the log was written anew.
        assertThat(next.borrowedForRedis()).isEmpty();
        assertThat(next.subjects(List.of(SCOPE, TAG)).now(KEY).shared())
                .isEqualTo(subjects.now(KEY).shared());
    }

    @Test
    void whatCameByRedisIsKnownOnWhenTheLogIsAnotherOne() {
        Written log = new Written(epochs);
        epochs.share(() -> {});
        epochs.countedInAll(9, Map.of(TAG, 3L));
        epochs.evictedInRedis(List.of(new Eviction(Kind.KEY, KEY, 7)));
        long known = subjects.now(KEY).shared();
        assertThat(log.all).contains(new Eviction(Kind.SHARED_KEY, KEY, 7));

        epochs.take(78, /* isAll= */ true, List.of());

        assertThat(subjects.now(KEY).shared()).isEqualTo(known);
    }
}
