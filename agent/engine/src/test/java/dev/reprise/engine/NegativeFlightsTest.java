package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.redis.RedisProcess;
import dev.reprise.engine.standing.Reach;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls end that waited on their threads for one whose failure is remembered. */
class NegativeFlightsTest extends EqualCallsLater {

    private static final String NEGATIVE =
            "single-flight: on, negative-ttl: 30s, negative-exceptions: [java.util.NoSuchElementException]";

    /** What a real call does that is the first, or comes after that. */
    private static final class Provider {

        final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
        final CountDownLatch runs = new CountDownLatch(1);
        final AtomicInteger calls = new AtomicInteger();

        Provider(WovenLater woven) {
            woven.called = arguments -> {
                if (calls.incrementAndGet() > 1) {
                    return "own";
                }
                runs.countDown();
                throw failure.join();
            };
        }
    }

    private static FutureTask<Object> begun(Callable<Object> call, List<Thread> on) {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        on.add(thread);
        thread.start();
        return task;
    }

    /** Calls on threads of their own, and returns when these wait for the answer of another call. */
    private static List<FutureTask<Object>> waiting(int many, Callable<Object> call) {
        List<FutureTask<Object>> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(begun(call, threads));
        }
        eventually(() -> threads.stream().allMatch(thread -> isIn(thread, Flights.class, "awaitInLooks")));
        return all;
    }

    private static boolean isIn(Thread thread, Class<?> type, String name) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(type.getName())
                        && frame.getMethodName().equals(name));
    }

    private static Object call(WovenLater.Service service, String name) {
        return switch (name) {
            case "embed" -> service.embed(List.of("a", "bad"));
            case "chat" -> service.chat("q", token -> {});
            case "words" -> service.words("q");
            default -> service.answer("q");
        };
    }

    private static String settings(String name) {
        return switch (name) {
            case "embed" -> NEGATIVE + ", batch: { argument: 0 }";
            case "chat" -> NEGATIVE + ", callback: { argument: 1 }";
            default -> NEGATIVE;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "embed", "chat", "words"})
    void whoWaitedFailsAsWhoComesLaterDoes(String name) throws Exception {
        WovenLater woven = woven(PATIENT, name, settings(name));
        Provider provider = new Provider(woven);
        FutureTask<Object> leader = begun(() -> call(woven.service, name), new ArrayList<>());
        provider.runs.await();
        List<FutureTask<Object>> others = waiting(5, () -> call(woven.service, name));
        NoSuchElementException thrown = new NoSuchElementException("no document");

        provider.failure.complete(thrown);

        List<Throwable> got = new ArrayList<>();
        for (FutureTask<Object> other : others) {
            assertThatThrownBy(other::get)
                    .cause()
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessage("no document")
                    .satisfies(got::add);
        }
        assertThatThrownBy(leader::get).cause().isSameAs(thrown);
        assertThat(got).doesNotContain(thrown).doesNotHaveDuplicates();
        assertThat(provider.calls).hasValue(1);
        assertThat(woven.figures())
                .extracting(Figures::misses, Figures::bypasses, Figures::hits)
                .containsExactly(1L, 5L, 0L);
    }

    /** The clock is asked when a failure is remembered. */
    @Test
    void whoWaitedMakesTheRealCallIfAllIsOffByThen() throws Exception {
        AtomicReference<Runnable> next = new AtomicReference<>(() -> {});
        InstantSource clock = () -> {
            next.getAndSet(() -> {}).run();
            return Instant.EPOCH;
        };
        try (WovenLater woven = new WovenLater(folder, PATIENT, clock).with("answer", NEGATIVE)) {
            Provider provider = new Provider(woven);
            begun(() -> call(woven.service, "answer"), new ArrayList<>());
            provider.runs.await();
            List<FutureTask<Object>> others = waiting(2, () -> call(woven.service, "answer"));

            next.set(() -> woven.engine.standings().mode(Reach.EVERYTHING, Mode.OFF, "a test"));
            provider.failure.complete(new NoSuchElementException("no document"));

            for (FutureTask<Object> other : others) {
                assertThat(other.get()).isEqualTo("own");
            }
        }
    }

    /** What failed there nobody knows here, so that it is asked once more, but not by each. */
    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(strings = {"answer", "embed"})
    void whereTheCallOfAnotherServiceFailsAllHereFailAsTheOneThatMakesItOnceMore(String name) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (RedisProcess redis = RedisProcess.start();
                WovenLater here = shared(redis, name);
                WovenLater there = shared(redis, name)) {
            Provider first = new Provider(here);
            FutureTask<Object> leader = begun(() -> call(here.service, name), new ArrayList<>());
            first.runs.await();
            Provider second = new Provider(there);
            second.failure.complete(new NoSuchElementException("not there, either"));
            List<Thread> threads = new ArrayList<>();
            List<FutureTask<Object>> all = new ArrayList<>();
            all.add(begun(() -> call(there.service, name), threads));
            eventually(() -> isIn(threads.get(0), SharedFlights.class, "waited"));
            all.addAll(waiting(3, () -> call(there.service, name)));

            first.failure.complete(new NoSuchElementException("not here"));

            for (FutureTask<Object> each : all) {
                assertThatThrownBy(each::get).hasRootCauseMessage("not there, either");
            }
            assertThatThrownBy(leader::get).hasRootCauseMessage("not here");
            assertThat(second.calls).hasValue(1);
        }
    }

    private WovenLater shared(RedisProcess redis, String name) throws Exception {
        return new WovenLater(
                        folder,
                        "single-flight: { shared: true, wait: 1h }\nstore: { mac-key: \"file:" + folder.resolve("key")
                                + "\" }",
                        "disk: off, redis: { uri: \"" + redis.uri() + "\", timeout: 60s }")
                .with(name, settings(name));
    }
}
