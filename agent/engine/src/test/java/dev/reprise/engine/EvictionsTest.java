package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.key.CacheKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several engines on one home stand for several processes. */
class EvictionsTest {

    private static final Duration LATER = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private final Map<String, CachedMethod> methods = new HashMap<>();

    static final class Service {
        String first(String question) {
            return "to " + question;
        }

        List<String> second(String question) {
            return new ArrayList<>(List.of("to " + question));
        }

        List<List<String>> each(List<String> questions) {
            List<List<String>> answers = new ArrayList<>();
            questions.forEach(question -> answers.add(List.of("to " + question)));
            return answers;
        }
    }

    @AfterEach
    void stop() {
        opened.forEach(Engine::close);
    }

    @ParameterizedTest
    @CsvSource({
        "SCOPE, firsts, true, false",
        "SCOPE, other, false, false",
        "TAG, one, true, false",
        "TAG, both, true, true",
        "TAG, none, false, false",
        "METHOD, dev.reprise.engine.EvictionsTest$Service#second, false, true",
        "METHOD, dev.reprise.engine.EvictionsTest$Service#first, true, false",
        "TENANT, acme, false, false",
        "NAMESPACE, '', true, true"
    })
    void evictsWhatHasItInCommonAndNothingElse(Kind kind, String name, boolean first, boolean second) throws Exception {
        Engine engine = engine("home");
        store(engine, "first", "q", "a");
        store(engine, "second", "q", List.of("a"));

        engine.evict(kind, name);

        assertThat(isHit(engine, "first", "q")).isEqualTo(!first);
        assertThat(isHit(engine, "second", "q")).isEqualTo(!second);
        engine.close();
        assertThat(isHit(engine("home"), "first", "q")).isEqualTo(!first);
        assertThat(isHit(engine("home"), "second", "q")).isEqualTo(!second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "memory: off", "disk: off"})
    void whatIsStoredAfterAnEvictionIsServedAgain(String tiers) throws Exception {
        Engine engine = engine("home", tiers);
        store(engine, "first", "q", "a");

        engine.evict(Kind.TAG, "one");
        store(engine, "first", "q", "b");
        engine.flush();

        assertThat(ask(engine, "first", "q")).isEqualTo(new Hit("b"));
    }

    @Test
    void anEvictionReachesTheOtherProcessesOfAHome() throws Exception {
        Engine here = engine("home");
        Engine there = engine("home");
        store(here, "first", "q", "a");
        store(here, "second", "q", List.of("a"));
        here.flush();
        clock.advance(LATER);
        assertThat(ask(there, "first", "q")).isEqualTo(new Hit("a"));
        assertThat(ask(there, "second", "q")).isEqualTo(new Hit(List.of("a")));

        here.evict(Kind.SCOPE, "firsts");
        clock.advance(LATER);

        assertThat(isHit(there, "first", "q")).isFalse();
        assertThat(isHit(there, "second", "q")).isTrue();
    }

    @Test
    void onlyTheEntriesOfAnEvictedTenantAreGone() throws Exception {
        Engine engine = engine("home");
        for (String tenant : List.of("acme", "globex")) {
            Runnable end = engine.beginTenant(tenant);
            store(engine, "first", "q", "of " + tenant);
            end.run();
        }
        store(engine, "first", "q", "of nobody");

        engine.evict(Kind.TENANT, "acme");

        assertThat(isHit(engine, "first", "q")).isTrue();
        Runnable globex = engine.beginTenant("globex");
        assertThat(ask(engine, "first", "q")).isEqualTo(new Hit("of globex"));
        globex.run();
        Runnable acme = engine.beginTenant("acme");
        assertThat(isHit(engine, "first", "q")).isFalse();
        acme.run();
    }

    @Test
    void anotherNamespaceIsLeftAlone() throws Exception {
        Engine mine = engine("home", "", "mine");
        Engine others = engine("home", "", "others");
        store(mine, "first", "q", "a");
        mine.flush();
        clock.advance(LATER);
        store(others, "first", "q", "a");

        mine.evict(Kind.NAMESPACE, "");
        mine.evict(Kind.SCOPE, "firsts");
        clock.advance(LATER);

        assertThat(isHit(mine, "first", "q")).isFalse();
        assertThat(isHit(others, "first", "q")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "memory: off"})
    void oneEntryIsEvictedByItsKeyForEveryProcess(String tiers) throws Exception {
        Engine here = engine("home", tiers);
        Engine there = engine("home", tiers);
        CacheKey key = store(here, "first", "q", "a").key();
        store(here, "first", "other", "a");
        here.flush();
        clock.advance(LATER);
        assertThat(isHit(there, "first", "q")).isTrue();
        assertThat(isHit(there, "first", "other")).isTrue();

        here.evict(key);
        assertThat(isHit(here, "first", "q")).isFalse();
        here.flush(); // Or it would delete what comes next.
        clock.advance(LATER);

        assertThat(isHit(there, "first", "q")).isFalse();
        assertThat(isHit(there, "first", "other")).isTrue();
        store(there, "first", "q", "b");
        there.flush();
        clock.advance(LATER);
        assertThat(ask(there, "first", "q")).isEqualTo(new Hit("b"));
        assertThat(ask(here, "first", "q")).isEqualTo(new Hit("b"));
    }

    @Test
    void theEntryOfAnItemIsEvictedByTheKeyOfTheCallAboutIt() throws Exception {
        Engine engine = engine("home");
        Miss miss = (Miss) ask(engine, "each", List.of("q"));
        engine.exit(miss, new Service().each(List.of("q")), null);
        assertThat(isHit(engine, "each", List.of("q"))).isTrue();

        engine.evict(miss.key());

        assertThat(isHit(engine, "each", List.of("q"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "memory: off", "disk: off"})
    void whatIsAnsweredToACallThatBeganBeforeIsNeverServed(String tiers) throws Exception {
        Engine here = engine("home", tiers);
        Engine there = engine("home", tiers);
        here.flush();
        for (boolean byKey : new boolean[] {false, true}) {
            Miss began = (Miss) ask(here, "first", "q" + byKey);

            if (byKey) {
                (tiers.equals("disk: off") ? here : there).evict(began.key());
            } else {
                (tiers.equals("disk: off") ? here : there).evict(Kind.TAG, "one");
            }
            here.exit(began, "old", null);
            here.flush();

            clock.advance(LATER);
            assertThat(isHit(here, "first", "q" + byKey)).as("here").isFalse();
            assertThat(isHit(there, "first", "q" + byKey)).as("there").isFalse();
        }
    }

    @Test
    void theItemsOfABatchThatBeganBeforeAreNeverServed() throws Exception {
        Engine engine = engine("home");
        List<String> items = List.of("a", "b", "c");
        Miss began = (Miss) ask(engine, "each", items);

        engine.evict(Kind.SCOPE, "eachs");
        engine.exit(began, new Service().each(items), null);

        assertThat(isHit(engine, "each", List.of("b"))).isFalse();
        assertThat(isHit(engine, "each", items)).isFalse();
        store(engine, "each", items, new Service().each(items));
        assertThat(isHit(engine, "each", List.of("b"))).isTrue();
        assertThat(isHit(engine, "each", items)).isTrue();
    }

    @Test
    void whereAnEvictionCannotBeWrittenDownEverythingIsEvicted() throws Exception {
        Engine here = engine("home");
        Engine there = engine("home");
        store(here, "first", "q", "a");
        store(here, "second", "q", List.of("a"));
        here.flush();
        clock.advance(LATER);
        assertThat(isHit(there, "first", "q")).isTrue();
        Path lock = folder.resolve("home/epochs.lock");
        Files.delete(lock);
        Files.createDirectory(lock); // As good as a full disk.

        here.evict(Kind.TAG, "one");
        clock.advance(LATER);

        for (Engine engine : List.of(here, there, engine("home"))) {
            assertThat(isHit(engine, "first", "q")).isFalse();
            assertThat(isHit(engine, "second", "q")).isFalse();
        }
        Files.delete(lock);
        store(here, "first", "q", "b");
        here.flush();
        clock.advance(LATER);
        assertThat(ask(there, "first", "q")).isEqualTo(new Hit("b"));
    }

    @Test
    void whoDeletesTheLogOfEvictionsEvictsEverything() throws Exception {
        Engine here = engine("home");
        store(here, "first", "q", "a");
        here.flush();
        Files.delete(folder.resolve("home/epochs"));
        clock.advance(LATER);

        assertThat(isHit(here, "first", "q")).isFalse();
        assertThat(isHit(engine("home"), "first", "q")).isFalse();
        store(here, "first", "q", "b");
        here.flush();
        assertThat(ask(engine("home"), "first", "q")).isEqualTo(new Hit("b"));
    }

    @Test
    void aHomeThatCannotBeReadLeavesMemory() throws Exception {
        Engine here = engine("home");
        store(here, "first", "q", "a");
        here.flush();
        Files.move(folder.resolve("home"), folder.resolve("moved"));
        Files.writeString(folder.resolve("home"), "no directory");

        clock.advance(LATER);
        assertThat(ask(here, "first", "q")).isEqualTo(new Hit("a"));
        store(here, "first", "other", "b");
        clock.advance(LATER);
        assertThat(ask(here, "first", "other")).isEqualTo(new Hit("b"));
    }

    @Test
    void anEntryPutBackAfterItsEvictionIsNotServed() throws Exception {
        Engine here = engine("home");
        CacheKey key = store(here, "first", "q", "a").key();
        here.flush();
        Path entry = files("home").get(0);
        byte[] evicted = Files.readAllBytes(entry);
        here.evict(key);
        here.flush();
        assertThat(entry).doesNotExist();

        Files.createDirectories(entry.getParent()); // Empty ones are deleted.
        Files.write(entry, evicted);

        assertThat(isHit(here, "first", "q")).isFalse();
        assertThat(isHit(engine("home"), "first", "q")).isFalse();
    }

    private Miss store(Engine engine, String name, Object question, Object answer) throws Exception {
        Miss miss = (Miss) ask(engine, name, question);
        engine.exit(miss, answer, null);
        return miss;
    }

    private boolean isHit(Engine engine, String name, Object question) throws Exception {
        return ask(engine, name, question) instanceof Hit;
    }

    private Lookup ask(Engine engine, String name, Object question) throws Exception {
        return engine.enter(method(engine, name), new Service(), new Object[] {question});
    }

    private CachedMethod method(Engine engine, String name) throws Exception {
        CachedMethod known = methods.get(name + System.identityHashCode(engine));
        if (known != null) {
            return known;
        }
        Target target = new Target(
                Arrays.stream(Service.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow(),
                Service.class.getName(),
                List.of("question"));
        CachedMethod made = engine.method(
                target,
                load(
                                "any",
                                "",
                                "any",
                                "methods: [{ method: \"" + Service.class.getName() + "#" + name + "\", ttl: 1h, scope: "
                                        + name + "s, tags: [both, " + (name.equals("first") ? "one" : "two") + "]"
                                        + (name.equals("each") ? ", batch: { argument: 0 }" : "") + " }]")
                        .methods()
                        .get(0));
        methods.put(name + System.identityHashCode(engine), made);
        return made;
    }

    private Engine engine(String home) throws Exception {
        return engine(home, "");
    }

    private Engine engine(String home, String tiers) throws Exception {
        return engine(home, tiers, "default");
    }

    private Engine engine(String home, String tiers, String namespace) throws Exception {
        Engine engine = new Engine(load(home, tiers, namespace, ""), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
        return engine;
    }

    private Configuration load(String home, String tiers, String namespace, String more) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, """
                home: %s
                namespace: %s
                tiers: { %s }
                %s
                """.formatted(folder.resolve(home), namespace, tiers, more));
        return Unhurried.load(file, folder);
    }

    private List<Path> files(String home) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve(home).resolve("v1"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
