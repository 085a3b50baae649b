package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.exchange.Depots;
import dev.reprise.engine.exchange.EntryFile;
import dev.reprise.engine.exchange.EntryWriter;
import dev.reprise.engine.exchange.Exchange;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Progress;
import dev.reprise.engine.tier.Stored;
import dev.reprise.engine.tier.Stored.State;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What evictions mean to entries that go from one home to another, through a file. */
class MovedEntriesTest {

    @TempDir
    Path folder;

    static final class Service {
        String answer(String question) {
            return question;
        }
    }

    /** A process that uses a home. */
    private final class Process implements AutoCloseable {

        final Engine engine;
        final CachedMethod answer;

        Process(String home) throws Exception {
            Configuration configuration = load(home);
            engine = new Engine(configuration, (module, name) -> {}, InstantSource.system(), System::nanoTime);
            answer = engine.method(
                    new Target(
                            Service.class.getDeclaredMethod("answer", String.class),
                            Service.class.getName(),
                            List.of("question")),
                    configuration.methods().get(0));
        }

        Lookup ask(String question) {
            return engine.enter(answer, new Service(), new Object[] {question});
        }

        void store(String question) {
            engine.exit((Miss) ask(question), "recorded", null);
        }

        @Override
        public void close() {
            engine.flush(); // Its end alone waits no longer than a service would.
            engine.close();
        }
    }

    @Test
    void anEntryIsServedWhereItIsBrought() throws Exception {
        stored("one", "q");

        assertThat(move("one", "two").taken()).isEqualTo(1);

        assertServed("two", "q", true);
    }

    @Test
    void whatWasEvictedIsNotServedWhereItIsBrought() throws Exception {
        for (Kind kind : List.of(Kind.NAMESPACE, Kind.SCOPE, Kind.TAG, Kind.METHOD)) {
            String from = "from-" + kind;
            String to = "to-" + kind;
            stored(from, "before");
            evicted(from, kind);
            stored(from, "after");

            move(from, to);

            assertServed(to, "before", false);
            assertServed(to, "after", true);
        }
    }

    @Test
    void whatIsBroughtAfterAnEvictionOfTheNamespaceOrTheScopeIsServed() throws Exception {
        for (Kind kind : List.of(Kind.NAMESPACE, Kind.SCOPE)) {
            String from = "from-" + kind;
            String to = "to-" + kind;
            stored(from, "q");
            stored(to, "other");
            evicted(to, kind);

            move(from, to);

            assertServed(to, "q", true);
            assertServed(to, "other", false);
        }
    }

    @Test
    void howFarItIsIsToldFromNothingToAll() throws Exception {
        for (int i = 0; i < 20; i++) {
            stored("one", "q" + i);
        }
        Path file = export("one");
        List<Double> shares = new ArrayList<>();

        try (Depot one = Depots.disk(load("one"))) {
            one.forEach(/* scope= */ null, stored -> shares.add(one.share()));
            assertThat(shares).hasSize(20).isSorted().allSatisfy(each -> assertThat(each)
                    .isBetween(0.0, 1.0));
            assertThat(shares.get(19)).isGreaterThan(0.3);
            assertThat(one.share()).isEqualTo(Progress.UNKNOWN);
        }
        shares.clear();
        try (Depot two = Depots.disk(load("two"))) {
            Exchange.Stores stores = new Exchange.Stores(List.of(two), 1 << 20, /* isAgain= */ false);
            Exchange.read(
                    file.toFile(), List.of(), System.currentTimeMillis(), stores, (number, share) -> shares.add(share));
            assertThat(shares).isSorted().allSatisfy(each -> assertThat(each).isBetween(0.0, 1.0));
            assertThat(shares.get(shares.size() - 1)).isEqualTo(1);
            shares.clear();
            two.prune((number, share) -> shares.add(share));
            assertThat(shares).hasSizeGreaterThanOrEqualTo(20).isSorted().allSatisfy(each -> assertThat(each)
                    .isBetween(0.0, 1.0));
        }
    }

    @Test
    void aBackupComesBackAfterAllWasCleared() throws Exception {
        stored("one", "q");
        Path file = export("one");
        try (Depot one = Depots.disk(load("one"))) {
            assertThat(one.clear(/* scope= */ null, stored -> {})).isEqualTo(1);
        }
        assertServed("one", "q", false);

        read(file, "one");

        assertServed("one", "q", true);
    }

    /** A file that is loaded at each start, by {@code warm}. */
    @ParameterizedTest
    @EnumSource(names = {"NAMESPACE", "SCOPE", "TAG", "METHOD"})
    void whatWasEvictedDoesNotComeBackWithTheNextStart(Kind kind) throws Exception {
        stored("one", "q");
        Path file = export("one");
        evicted("one", kind);

        read(file, "one", /* isAgain= */ true);

        assertServed("one", "q", false);
    }

    @Test
    void whatWasEvictedByItsKeyDoesNotComeBackWithTheNextStart() throws Exception {
        stored("one", "q");
        stored("one", "other");
        Path file = export("one");
        try (Process process = new Process("one");
                Process empty = new Process("empty")) {
            CacheKey key = ((Miss) empty.ask("q")).key();
            process.engine.evict(key);
        }

        assertThat(read(file, "one", /* isAgain= */ true).taken()).isZero();
        assertServed("one", "q", false);
        assertServed("one", "other", true);
        assertThat(read(file, "two", /* isAgain= */ true).taken()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void whatACommandRemovesIsNotServedFromTheMemoryOfAServiceThatRuns() throws Exception {
        try (Process running = new Process("one");
                Depot one = Depots.disk(load("one"))) {
            running.store("q");
            running.store("other");
            running.engine.flush();
            List<Stored> all = new ArrayList<>();
            one.forEach(/* scope= */ null, all::add);
            assertThat(all).hasSize(2);

            one.evict(all.get(0).scope(), all.get(0).key());

            while (served(running, "q") == served(running, "other")) {
                LockSupport.parkNanos(1_000_000);
                assertThat(Thread.currentThread().isInterrupted())
                        .as("it is served still")
                        .isFalse();
            }
        }
    }

    private static boolean served(Process process, String question) {
        return process.ask(question) instanceof Hit;
    }

    private void stored(String home, String question) throws Exception {
        try (Process process = new Process(home)) {
            process.store(question);
        }
    }

    private void evicted(String home, Kind kind) throws Exception {
        try (Process process = new Process(home)) {
            process.engine.evict(
                    kind,
                    switch (kind) {
                        case NAMESPACE, TENANT -> "";
                        case SCOPE -> "default";
                        case TAG -> "chat";
                        case METHOD -> Service.class.getName() + "#answer";
                    });
        }
    }

    private void assertServed(String home, String question, boolean served) throws Exception {
        try (Process process = new Process(home)) {
            assertThat(process.ask(question)).as(home).isInstanceOf(served ? Hit.class : Miss.class);
        }
    }

    private Exchange.Imported move(String from, String to) throws Exception {
        return read(export(from), to);
    }

    private Path export(String from) throws Exception {
        Path file = folder.resolve(from + ".jsonl");
        try (Depot store = Depots.disk(load(from))) {
            EntryFile head = new EntryFile("default", Instant.EPOCH, store.evictedBy());
            try (EntryWriter writer = new EntryWriter(new FileOutputStream(file.toFile()), head)) {
                Exchange.Exported exported = Exchange.export(List.of(store), null, writer, Progress.UNSEEN);
                assertThat(exported.leftOut().keySet()).isSubsetOf(State.EVICTED);
            }
        }
        return file;
    }

    private Exchange.Imported read(Path file, String to) throws Exception {
        return read(file, to, /* isAgain= */ false);
    }

    private Exchange.Imported read(Path file, String to, boolean isAgain) throws Exception {
        try (Depot store = Depots.disk(load(to))) {
            return Exchange.read(
                    file.toFile(),
                    List.of(),
                    System.currentTimeMillis(),
                    new Exchange.Stores(List.of(store), 1 << 20, isAgain),
                    Progress.UNSEEN);
        }
    }

    private Configuration load(String home) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(
                file,
                "home: " + folder.resolve(home) + "\nmethods:\n  - method: " + Service.class.getName()
                        + "#answer\n    tags: [chat]\n");
        return Unhurried.load(file, folder);
    }
}
