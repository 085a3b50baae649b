package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.WovenLater.Listener;
import dev.reprise.engine.redis.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Sinks;

/** Two services with one Redis, one of which waits for what the other one gets later, or pulls. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SharedPromisesTest {

    /** Longer than any test may take: who waits for one of the bounds fails. */
    private static final String PATIENT = "single-flight: { shared: true, wait: 1h, pause: 1h }";

    private static final String HASTY = "single-flight: { shared: true, wait: 1h, pause: 1ms }";
    private static final String ASKED = "single-flight: on";

    @TempDir
    Path folder;

    private final List<WovenLater> opened = new ArrayList<>();
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        Path key = Files.writeString(folder.resolve("key"), "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        opened.forEach(WovenLater::close);
        redis.close();
    }

    private WovenLater service(String method) throws Exception {
        return service(method, PATIENT, ASKED);
    }

    private WovenLater service(String method, String setting, String ofMethod) throws Exception {
        WovenLater woven = new WovenLater(
                        folder,
                        setting + "\nstore: { mac-key: \"file:" + folder.resolve("key") + "\" }",
                        "disk: off, redis: { uri: \"" + redis.uri() + "\", timeout: 60s }")
                .with(method, ofMethod);
        opened.add(woven);
        return woven;
    }

    private List<String> claims() {
        return redis.names(0).stream().filter(name -> name.endsWith(":claim")).toList();
    }

    @Test
    void aFutureOfAnotherServiceIsWaitedForOnNoThread() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        CompletableFuture<String> leader = here.service.later("q");
        assertThat(claims()).hasSize(1);

        List<CompletableFuture<String>> others = there.callLater(10, "q");
        assertThat(others).noneMatch(CompletableFuture::isDone);
        here.futures.get(0).complete("a");

        assertThat(leader.join()).isEqualTo("a");
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo("a"));
        assertThat(there.futures).isEmpty();
        assertThat(there.figures().coalesced()).isEqualTo(10);
        assertThat(there.figures().misses()).isZero();
        eventually(() -> claims().isEmpty());
    }

    @Test
    void nobodyWaitsForAServiceThatEnds() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        here.service.later("q");
        CompletableFuture<String> other = there.service.later("q");
        assertThat(there.futures).isEmpty();

        here.engine.close();

        eventually(() -> !there.futures.isEmpty());
        there.futures.get(0).complete("b");
        assertThat(other.join()).isEqualTo("b");
    }

    @Test
    void whereTheCallOfAnotherServiceFailsOneMakesItForAllHere() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        here.service.later("q");
        List<CompletableFuture<String>> others = there.callLater(5, "q");

        here.futures.get(0).completeExceptionally(new IllegalStateException("broken"));

        eventually(() -> !there.futures.isEmpty());
        there.futures.get(0).complete("b");
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo("b"));
        assertThat(there.futures).hasSize(1);
    }

    @Test
    void whereTheServerIsGoneNobodyWaitsForWhatItDoesNotTell() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        here.service.later("q");
        List<CompletableFuture<String>> others = there.callLater(5, "q");

        redis.kill();

        eventually(() -> !there.futures.isEmpty());
        there.futures.get(0).complete("b");
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo("b"));
        assertThat(there.futures).hasSize(1);
    }

    @Test
    void eachOfManyCallsIsWaitedFor() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            here.service.later("q" + i);
            others.add(there.service.later("q" + i));
        }

        for (int i = 0; i < 200; i++) {
            here.futures.get(i).complete("a" + i);
        }

        for (int i = 0; i < 200; i++) {
            assertThat(others.get(i).join()).isEqualTo("a" + i);
        }
        assertThat(there.futures).isEmpty();
    }

    @Test
    void whoCancelsWhatHeWaitsForDisturbsNobody() throws Exception {
        WovenLater here = service("later");
        WovenLater there = service("later");
        here.service.later("q");
        List<CompletableFuture<String>> others = there.callLater(2, "q");

        others.get(0).cancel(true);
        here.futures.get(0).complete("a");

        assertThat(others.get(1).join()).isEqualTo("a");
        assertThat(there.futures).isEmpty();
    }

    @Test
    void aSubscriptionInAnotherServiceIsWaitedFor() throws Exception {
        WovenLater here = service("many");
        WovenLater there = service("many");
        here.service.many("q").subscribe();
        CompletableFuture<List<String>> other =
                there.service.many("q").collectList().toFuture();
        assertThat(other).isNotDone();

        Sinks.Many<String> sink = here.sinks.get(0);
        sink.tryEmitNext("a").orThrow();
        sink.tryEmitNext("b").orThrow();
        sink.tryEmitComplete().orThrow();

        assertThat(other.join()).containsExactly("a", "b");
        assertThat(there.sinks).isEmpty();
    }

    /** What a callback was told, once it was told the end. */
    private static final class Heard implements Listener {

        private final List<String> parts = new ArrayList<>();
        private final CompletableFuture<List<String>> all = new CompletableFuture<>();

        @Override
        public void part(String text) {
            parts.add(text);
        }

        @Override
        public void end() {
            all.complete(parts);
        }

        @Override
        public void failed(Throwable thrown) {
            all.completeExceptionally(thrown);
        }
    }

    @Test
    void whatACallbackIsToldInAnotherServiceIsWaitedFor() throws Exception {
        String later = "callback: { argument: 1, ends: [end], fails: [failed], later: true }, single-flight: on";
        WovenLater here = service("tell", PATIENT, later);
        WovenLater there = service("tell", PATIENT, later);
        Listener[] real = new Listener[1];
        here.called = arguments -> {
            real[0] = (Listener) arguments[1];
            return null;
        };
        here.service.tell("q", new Heard());
        Heard other = new Heard();
        there.service.tell("q", other);
        assertThat(other.all).isNotDone();

        real[0].part("a");
        real[0].end();

        assertThat(other.all.join()).containsExactly("a");
    }

    /** Who pulls all of an answer, on a thread of his own. */
    private record Puller(Thread thread, FutureTask<List<String>> all) {

        static Puller of(WovenLater woven) {
            FutureTask<List<String>> all = new FutureTask<>(() -> {
                List<String> words = new ArrayList<>();
                woven.service.words("q").forEachRemaining(words::add);
                return words;
            });
            Thread thread = new Thread(all, "pulling");
            thread.setDaemon(true);
            thread.start();
            return new Puller(thread, all);
        }

        /** Returns when he waits for a call of another service. */
        Puller waits() {
            eventually(() -> isWaiting() || !thread.isAlive());
            assertThat(thread.isAlive()).as("it waits").isTrue();
            return this;
        }

        private boolean isWaiting() {
            return LockSupport.getBlocker(thread) instanceof SharedFlights;
        }
    }

    @Test
    void whatIsPulledInAnotherServiceIsWaitedForToItsEnd() throws Exception {
        WovenLater here = service("words");
        WovenLater there = service("words");
        here.called = arguments -> List.of("a", "b").iterator();
        there.called = arguments -> List.of("own").iterator();
        Iterator<String> leader = here.service.words("q");
        leader.next();
        Puller other = Puller.of(there).waits();

        leader.forEachRemaining(word -> {});

        assertThat(other.all().get()).containsExactly("a", "b");
    }

    @Test
    void whoDoesNotPullInAnotherServiceHoldsUpNobody() throws Exception {
        WovenLater here = service("words", "single-flight: { shared: true, wait: 1h, pause: 1ms }", ASKED);
        WovenLater there = service("words");
        here.called = arguments -> List.of("a").iterator();
        there.called = arguments -> List.of("own").iterator();
        Iterator<String> unread = here.service.words("q");

        assertThat(Puller.of(there).all().get()).containsExactly("own");
        assertThat(unread).hasNext();
    }

    private WovenLater streaming(List<Streamed> real, String setting) throws Exception {
        WovenLater woven = service("streamed", setting, ASKED);
        woven.called = arguments -> {
            Streamed response = new Streamed();
            real.add(response);
            return response;
        };
        return woven;
    }

    private static List<Streamed.Heard> heard(WovenLater woven, int times) {
        List<Streamed.Heard> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(Streamed.Heard.of(woven.service.streamed("q")));
        }
        return all;
    }

    @Test
    void whatAHandlerOfAnotherServiceIsToldIsWaitedForOnNoThread() throws Exception {
        List<Streamed> asked = new CopyOnWriteArrayList<>();
        WovenLater here = streaming(asked, PATIENT);
        WovenLater there = streaming(asked, HASTY); // Who subscribes where, nobody knows there.
        Streamed.Heard leader = Streamed.Heard.of(here.service.streamed("q"));
        List<Streamed.Heard> others = heard(there, 2);

        asked.get(0).answers("a", "b");

        assertThat(leader.end.join()).containsExactly("a", "b");
        assertThat(others).allSatisfy(other -> assertThat(other.end.join()).containsExactly("a", "b"));
        assertThat(asked).hasSize(1);
        assertThat(there.figures().coalesced()).isEqualTo(2);
        eventually(() -> claims().isEmpty());
    }

    /** Also where those who wait are elsewhere. */
    @Test
    void aResponseThatNobodySubscribesToIsGivenUpForOthers() throws Exception {
        List<Streamed> asked = new CopyOnWriteArrayList<>();
        WovenLater here = streaming(asked, HASTY);
        WovenLater there = streaming(asked, PATIENT);
        here.service.streamed("q");
        List<Streamed.Heard> others = heard(there, 2);

        eventually(() -> asked.size() == 2 && asked.get(1).isSubscribed());
        asked.get(1).answers("a");

        assertThat(others).allSatisfy(other -> assertThat(other.end.join()).containsExactly("a"));
        assertThat(asked).hasSize(2);
    }
}
