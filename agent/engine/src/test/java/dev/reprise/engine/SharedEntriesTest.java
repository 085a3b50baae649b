package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.redis.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Engines on several machines, so to speak: each has a home of its own, and all have one server. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class SharedEntriesTest {

    private static final String SHARED_FLIGHT = "single-flight: { shared: true, wait: 1h }";

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private RedisProcess redis;

    static final class Service {
        List<List<String>> each(List<String> questions) {
            List<List<String>> answers = new ArrayList<>();
            questions.forEach(question -> answers.add(List.of("to " + question)));
            return answers;
        }

        String answer(String question) {
            return "to " + question;
        }

        List<String> list(String question) {
            return new ArrayList<>(List.of("to " + question));
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        Path key = Files.writeString(folder.resolve("key"), "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        opened.forEach(Engine::close);
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void anAnswerIsServedOnEveryMachine() throws Exception {
        Engine here = engine("here", "");
        answer(here, "answer", "q", "a");
        answer(here, "list", "q", List.of("a", "b"));
        here.close();

        Engine there = engine("there", "");

        assertThat(ask(there, "answer", "q")).isEqualTo(new Hit("a"));
        assertThat(ask(there, "list", "q")).isEqualTo(new Hit(List.of("a", "b")));
        assertThat(ask(there, "answer", "other")).isInstanceOf(Miss.class);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void whatWasFoundThereIsKeptHereInMemoryAndOnDisk() throws Exception {
        Engine here = engine("here", "");
        answer(here, "list", "q", List.of("a"));
        here.close();
        Engine there = engine("there", "");
        assertThat(ask(there, "list", "q")).isEqualTo(new Hit(List.of("a")));

        redis.kill();
        assertThat(ask(there, "list", "q")).isEqualTo(new Hit(List.of("a")));
        there.close();

        assertThat(ask(engine("there", ""), "list", "q")).isEqualTo(new Hit(List.of("a")));
        assertThat(files("there")).hasSize(1);
    }

    @Test
    void aHitFromThereLivesNoLongerHere() throws Exception {
        Engine here = engine("here", "");
        answer(here, "answer", "q", "a");
        here.close();
        Engine there = engine("there", "");

        clock.advance(Duration.ofMinutes(59));
        assertThat(ask(there, "answer", "q")).isEqualTo(new Hit("a"));
        there.close();
        clock.advance(Duration.ofMinutes(1));

        assertThat(ask(there, "answer", "q")).isInstanceOf(Miss.class);
        assertThat(ask(engine("there", ""), "answer", "q")).isInstanceOf(Miss.class);
    }

    @Test
    void theItemsOfABatchAreServedInAnyOrderAndEachIsTheCallersOwn() throws Exception {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            items.add("q" + i);
        }
        Engine here = engine("here", "");
        here.exit((Miss) ask(here, "each", items), new Service().each(items), null);
        awaitThat(() ->
                entries().stream().filter(name -> !name.endsWith(":claim")).count() >= items.size());
        here.close();
        Engine there = engine("there", "");
        Collections.reverse(items);
        items.addAll(List.of("q7", "q7"));

        Object first = ((Hit) ask(there, "each", items)).value();
        awaitThat(() -> Files.isDirectory(folder.resolve("there").resolve("v1"))
                && files("there").size() >= 250);
        there.close();
        redis.kill();
        Object second = ((Hit) ask(engine("there", ""), "each", items)).value();

        assertThat(first).isEqualTo(new Service().each(items));
        assertThat(second).isEqualTo(first);
        List<?> sevens =
                ((List<?>) first).stream().filter(List.of("to q7")::equals).toList();
        assertThat(sevens).hasSize(3);
        assertThat(sevens.get(0)).isNotSameAs(sevens.get(1));
        assertThat(sevens.get(1)).isNotSameAs(sevens.get(2));
        assertThat(files("there")).hasSize(250);
    }

    @Test
    void withoutMemoryAndDiskTheServerAloneServes() throws Exception {
        Engine here = engine("here", "memory: off, disk: off, ");
        answer(here, "answer", "q", "a");
        here.close();

        assertThat(ask(engine("here", "memory: off, disk: off, "), "answer", "q"))
                .isEqualTo(new Hit("a"));
        assertThat(folder.resolve("here")).doesNotExist();
    }

    @Test
    void withoutTheServerMemoryAndDiskServeAsEver() throws Exception {
        redis.kill();
        Engine here = engine("here", "");
        answer(here, "answer", "q", "a");
        assertThat(ask(here, "answer", "q")).isEqualTo(new Hit("a"));
        here.close();

        assertThat(ask(engine("here", ""), "answer", "q")).isEqualTo(new Hit("a"));
    }

    @Test
    void whatIsWithdrawnIsGoneFromEveryTierThoughItsWriteIsQueued() throws Exception {
        Engine here = engine("here", "");
        CachedMethod method = method(here, "answer");
        Miss miss = answer(here, "answer", "q", "a");

        method.entries().withdraw(miss.key());
        assertThat(ask(here, "answer", "q")).isInstanceOf(Miss.class);
        here.close();

        assertThat(entries()).isEmpty();
        assertThat(files("here")).isEmpty();
    }

    @Test
    void aHitIsReadOnceThoughItIsAskedForAgainInTheLastShareOfItsTime() throws Exception {
        Engine here = engine("here", "memory: off, disk: off, ");
        CachedMethod method = here.method(
                new Target(
                        Service.class.getDeclaredMethod("answer", String.class),
                        Service.class.getName(),
                        List.of("question")),
                load(
                                "any",
                                "",
                                "methods: [{ method: \"" + Service.class.getName()
                                        + "#answer\", ttl: 1h, refresh-ahead: 20% }]")
                        .methods()
                        .get(0));
        Object[] question = {"q"};
        here.exit((Miss) here.enter(method, new Service(), question), "a", null);
        here.flush();
        assertThat(here.enter(method, new Service(), question)).isInstanceOf(Hit.class);
        redis.ask(server -> server.configResetStat());

        assertThat(here.enter(method, new Service(), question)).isInstanceOf(Hit.class);

        assertThat((String) redis.ask(server -> server.info("commandstats"))).contains("cmdstat_get:calls=1,");
    }

    /** It takes no writes any more, but what is removed. */
    @Test
    void anEntryIsNotServedAfterItWasRefreshedThoughTheNewAnswerCannotBeWritten() throws Exception {
        Engine here = engine("here", "memory: off, disk: off, ");
        answer(here, "answer", "q", "old");
        here.flush();
        assertThat(ask(here, "answer", "q")).isInstanceOf(Hit.class);
        redis.ask(server -> server.configSet("maxmemory", "1"));

        Runnable end = here.beginControl("refresh", null);
        answer(here, "answer", "q", "new");
        end.run();
        here.flush();

        assertThat(ask(here, "answer", "q")).isInstanceOf(Miss.class);
        assertThat(ask(engine("there", "memory: off, disk: off, "), "answer", "q"))
                .isInstanceOf(Miss.class);
    }

    @Test
    void aRealCallOnOneMachineIsWaitedForOnTheOthers() throws Exception {
        Engine here = engine("here", "", SHARED_FLIGHT);
        Engine there = engine("there", "", SHARED_FLIGHT);
        Miss real = (Miss) ask(here, "answer", "q");
        assertThat(claims()).hasSize(1);
        FutureTask<Lookup> waiting = waiting(there, "q");

        here.exit(real, "a", null);

        Hit hit = (Hit) waiting.get();
        assertThat(hit.value()).isEqualTo("a");
        assertThat(hit.source()).isEqualTo(Source.COALESCED);
        here.close();
        assertThat(claims()).isEmpty();
    }

    @Test
    void whoWaitedForACallOnAnotherMachineThatFailsMakesHisOwn() throws Exception {
        Engine here = engine("here", "", SHARED_FLIGHT);
        Engine there = engine("there", "", SHARED_FLIGHT);
        Miss real = (Miss) ask(here, "answer", "q");
        FutureTask<Lookup> waiting = waiting(there, "q");
        long failed = System.nanoTime();
        clock.advance(Duration.ofSeconds(5));

        here.exit(real, null, new IllegalStateException());

        Miss own = (Miss) waiting.get();
        assertThat(own.flight().beganNanos() - failed)
                .as("who waits for this one waits for its call alone")
                .isNotNegative();
        assertThat(own.method().outcomes().own().nanos())
                .as("to wait was no work")
                .isZero();
    }

    @Test
    void aClaimOfAnotherProcessIsNotEndedWithOurs() throws Exception {
        Engine here = engine("here", "", SHARED_FLIGHT);
        Miss real = (Miss) ask(here, "answer", "q");
        String claim = claims().get(0);
        redis.ask(server -> server.set(claim, "of another"));

        here.exit(real, "a", null);
        here.close();

        assertThat(claims()).containsExactly(claim);
    }

    @Test
    void nobodyWaitsForOtherMachinesIfTheServerIsAway() throws Exception {
        Engine here = engine("here", "", SHARED_FLIGHT);
        Engine there = engine("there", "", SHARED_FLIGHT);
        ask(here, "answer", "q");
        assertThat(ask(there, "answer", "another")).isInstanceOf(Miss.class);
        redis.kill();

        assertThat(ask(there, "answer", "q")).isInstanceOf(Miss.class);
    }

    @Test
    void nobodyWaitsForOtherMachinesUnlessItIsAskedFor() throws Exception {
        Engine here = engine("here", "");
        ask(here, "answer", "q");

        assertThat(ask(engine("there", ""), "answer", "q")).isInstanceOf(Miss.class);
        assertThat(claims()).isEmpty();
    }

    /** Returns when it waits for another machine. */
    private FutureTask<Lookup> waiting(Engine engine, String question) throws Exception {
        FutureTask<Lookup> found = new FutureTask<>(() -> ask(engine, "answer", question));
        Thread thread = new Thread(found, "waiting");
        thread.setDaemon(true);
        thread.start();
        awaitThat(() -> Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(SharedFlights.class.getName())
                        && frame.getMethodName().equals("waited")));
        return found;
    }

    /** For as long as the test may take: what is written in the background takes its time on a busy machine. */
    private static void awaitThat(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }
    }

    private List<String> claims() throws Exception {
        return redis.names(0).stream().filter(name -> name.endsWith(":claim")).toList();
    }

    private Miss answer(Engine engine, String name, String question, Object answer) throws Exception {
        Miss miss = (Miss) ask(engine, name, question);
        engine.exit(miss, answer, null);
        return miss;
    }

    private Lookup ask(Engine engine, String name, Object question) throws Exception {
        return engine.enter(method(engine, name), new Service(), new Object[] {question});
    }

    private CachedMethod method(Engine engine, String name) throws Exception {
        Target target = new Target(
                Arrays.stream(Service.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow(),
                Service.class.getName(),
                List.of("question"));
        return engine.method(
                target,
                load(
                                "any",
                                "",
                                "methods: [{ method: \"" + Service.class.getName() + "#" + name
                                        + "\", ttl: 1h, allow: [dev.reprise.]"
                                        + (name.equals("each") ? ", batch: { argument: 0 }" : "") + " }]")
                        .methods()
                        .get(0));
    }

    private Engine engine(String home, String tiers) throws Exception {
        return engine(home, tiers, "");
    }

    private Engine engine(String home, String tiers, String more) throws Exception {
        Engine engine = new Engine(load(home, tiers, more), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
        return engine;
    }

    private Configuration load(String home, String tiers, String more) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, """
                home: %s
                store: { mac-key: "file:%s" }
                tiers: { %sredis: { uri: "%s", timeout: 60s } }
                %s
                """.formatted(folder.resolve(home), folder.resolve("key"), tiers, redis.uri(), more));
        return Unhurried.load(file, folder);
    }

    /** Returns the names of all entries of the server. */
    private List<String> entries() {
        return redis.names(0).stream()
                .filter(name -> !name.startsWith("reprise:{epochs}"))
                .toList();
    }

    private List<Path> files(String home) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve(home).resolve("v1"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
