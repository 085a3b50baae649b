package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SingleFlightTest {

    /** Longer than any test may take: who waits for the bound fails. */
    private static final String PATIENT = "single-flight: { wait: 1h }";

    @TempDir
    Path folder;

    private final Service service = new Service();
    private final List<Engine> opened = new ArrayList<>();

    static final class Service {
        String answer(String question) {
            return question;
        }
    }

    /** A thread that makes a call and tells how it was looked up. */
    private static final class Caller {
        private final FutureTask<Lookup> found;
        private final Thread thread;

        Caller(Engine engine, CachedMethod method, Service service, String question) {
            this.found = new FutureTask<>(() -> engine.enter(method, service, new Object[] {question}));
            this.thread = new Thread(found, "caller");
            thread.setDaemon(true);
            thread.start();
        }

        Lookup found() throws Exception {
            return found.get();
        }

        /** Returns when it waits for somebody. */
        Caller waits() {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                assertThat(thread.isAlive()).as("it waits").isTrue();
                LockSupport.parkNanos(1_000_000);
                assertThat(Thread.interrupted()).as("in vain").isFalse();
            }
            return this;
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void equalCallsAtTheSameTimeMakeOneRealCall() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        Miss real = (Miss) enter(engine, answer, "q");
        List<Caller> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            others.add(new Caller(engine, answer, service, "q"));
        }
        others.forEach(Caller::waits);

        engine.exit(real, "a", null);

        for (Caller other : others) {
            Hit hit = (Hit) other.found();
            assertThat(hit.value()).isEqualTo("a");
            assertThat(hit.source()).isEqualTo(Source.COALESCED);
        }
        Figures figures = engine.figures().get(0).figures();
        assertThat(figures.misses()).isEqualTo(1);
        assertThat(figures.hits()).isEqualTo(50);
        assertThat(figures.coalesced()).isEqualTo(50);
        assertThat(figures.fromMemory()).isZero();
    }

    @Test
    void callsOfOtherKeysDoNotWait() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        enter(engine, answer, "q");

        assertThat(new Caller(engine, answer, service, "another").found()).isInstanceOf(Miss.class);
    }

    @Test
    void whoWaitedForACallThatFailsMakesItsOwn() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        Miss real = (Miss) enter(engine, answer, "q");
        Caller one = new Caller(engine, answer, service, "q").waits();
        Caller two = new Caller(engine, answer, service, "q").waits();

        engine.exit(real, null, new IllegalStateException("the leader's own"));

        assertThat(one.found()).isInstanceOf(Miss.class);
        assertThat(two.found()).isInstanceOf(Miss.class);
        assertThat(engine.figures().get(0).figures().misses()).isEqualTo(3);
    }

    @Test
    void whoWaitedForAnAnswerThatIsNotKeptMakesItsOwn() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        Miss real = (Miss) enter(engine, answer, "q");
        Caller other = new Caller(engine, answer, service, "q").waits();

        engine.exit(real, "", null);

        assertThat(other.found()).isInstanceOf(Miss.class);
    }

    @Test
    void aCallThatMakesItselfDoesNotWaitForItself() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        Miss outer = (Miss) enter(engine, answer, "q");

        Miss inner = (Miss) enter(engine, answer, "q");
        engine.exit(inner, "a", null);
        engine.exit(outer, "a", null);

        assertThat(enter(engine, answer, "q")).isEqualTo(new Hit("a"));
    }

    @Test
    void twoCallsThatMakeEachOtherDoNotWaitForEachOther() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        CountDownLatch bothRun = new CountDownLatch(2);
        FutureTask<Lookup> one = crossing(engine, answer, "one", "two", bothRun);
        FutureTask<Lookup> two = crossing(engine, answer, "two", "one", bothRun);

        // One of them waits, and gets the answer of the other, which did not.
        assertThat(List.of(one.get(), two.get())).anyMatch(found -> found instanceof Miss);
    }

    /** A call that makes another one, which somebody else makes at the same time. */
    private FutureTask<Lookup> crossing(
            Engine engine, CachedMethod method, String own, String other, CountDownLatch bothRun) {
        FutureTask<Lookup> task = new FutureTask<>(() -> {
            Miss outer = (Miss) enter(engine, method, own);
            bothRun.countDown();
            bothRun.await();
            Lookup inner = enter(engine, method, other);
            if (inner instanceof Miss miss) {
                engine.exit(miss, other, null);
            }
            engine.exit(outer, own, null);
            return inner;
        });
        Thread thread = new Thread(task, "crossing");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Test
    void whoIsInterruptedWhileItWaitsMakesItsOwnCallAndStaysInterrupted() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        enter(engine, answer, "q");
        boolean[] interrupted = new boolean[1];
        FutureTask<Lookup> task = new FutureTask<>(() -> {
            Lookup found = enter(engine, answer, "q");
            interrupted[0] = Thread.currentThread().isInterrupted();
            return found;
        });
        Thread thread = new Thread(task, "interrupted");
        thread.start();

        thread.interrupt();

        assertThat(task.get()).isInstanceOf(Miss.class);
        assertThat(interrupted[0]).isTrue();
    }

    /** Whose call waits for a lock that one holds who waits for the call. */
    @Test
    void nobodyWaitsForACallThatIsBlocked() throws Exception {
        Engine engine = engine(PATIENT);
        CachedMethod answer = method(engine, "answer");
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Object lock = new Object();
        Thread leader = new Thread(() -> {
            Miss real = (Miss) enter(engine, answer, "q");
            runs.countDown();
            awaitUninterruptibly(held);
            synchronized (lock) {
                engine.exit(real, "a", null);
            }
        });
        leader.start();
        runs.await();

        synchronized (lock) {
            held.countDown();
            assertThat(enter(engine, answer, "q")).isInstanceOf(Miss.class);
        }
        leader.join();
    }

    @Test
    void nobodyWaitsLongerThanTheBoundAndTheNextOneIsWaitedForInstead() throws Exception {
        Engine engine = engine("single-flight: { wait: 100ms }");
        CachedMethod answer = method(engine, "answer");
        enter(engine, answer, "q"); // And never ends.

        assertThat(new Caller(engine, answer, service, "q").found()).isInstanceOf(Miss.class);
        Miss next;
        do {
            next = (Miss) new Caller(engine, answer, service, "q").found();
        } while (next.flight() == null);

        engine.exit(next, "a", null);
        assertThat(enter(engine, answer, "q")).isEqualTo(new Hit("a"));
    }

    @Test
    void nobodyWaitsWhereItIsSwitchedOffOrOnlyObserved() throws Exception {
        for (String setting : List.of("single-flight: off", "mode: observe")) {
            Engine engine = engine(setting);
            CachedMethod answer = method(engine, "answer", setting);
            enter(engine, answer, "q");

            assertThat(new Caller(engine, answer, service, "q").found()).isInstanceOf(Miss.class);
        }
    }

    private Lookup enter(Engine engine, CachedMethod method, String question) {
        return engine.enter(method, service, new Object[] {question});
    }

    private Engine engine(String... lines) throws Exception {
        Engine engine = new Engine(load(lines), (module, name) -> {}, InstantSource.system(), System::nanoTime);
        opened.add(engine);
        return engine;
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\ntiers: { disk: off }\n");
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }

    private CachedMethod method(Engine engine, String name, String... settings) throws Exception {
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.add("methods: [ { method: " + Service.class.getName() + "#" + name + " } ]");
        Target target = new Target(
                Service.class.getDeclaredMethod(name, String.class), Service.class.getName(), List.of("question"));
        return engine.method(
                target, load(lines.toArray(String[]::new)).methods().get(0));
    }
}
