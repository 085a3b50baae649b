package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.redis.RedisProcess;
import dev.reprise.engine.standing.Reach;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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

/** Services with one Redis, of which one waits for the items that another one asks for. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SharedBatchesTest {

    private static final String RULE = "batch: { argument: 0 }, single-flight: on";

    @TempDir
    Path folder;

    private final List<WovenLater> opened = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
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

    /** A service, and what its provider is asked and answers. */
    private final class Side {

        final WovenLater woven;
        final List<List<?>> asked = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<List<String>>> futures = new CopyOnWriteArrayList<>();
        final CountDownLatch mayAnswer = new CountDownLatch(1);
        volatile RuntimeException failure;

        Side(String method, String wait) throws Exception {
            woven = new WovenLater(
                            folder,
                            "single-flight: { shared: true, wait: " + wait + " }\nstore: { mac-key: \"file:"
                                    + folder.resolve("key") + "\" }",
                            "disk: off, redis: { uri: \"" + redis.uri() + "\", timeout: 60s }")
                    .with(method, RULE);
            opened.add(woven);
            woven.called = arguments -> {
                asked.add((List<?>) arguments[0]);
                awaitUninterruptibly(mayAnswer);
                if (failure != null) {
                    throw failure;
                }
                return answers((List<?>) arguments[0]);
            };
            woven.later = texts -> {
                asked.add((List<?>) texts);
                CompletableFuture<List<String>> future = new CompletableFuture<>();
                futures.add(future);
                return future;
            };
        }

        FutureTask<List<String>> embed(String... texts) {
            FutureTask<List<String>> task = new FutureTask<>(() -> woven.service.embed(List.of(texts)));
            Thread thread = new Thread(task);
            threads.add(thread);
            thread.start();
            return task;
        }

        CompletableFuture<List<String>> embedLater(String... texts) {
            return woven.service.embedLater(List.of(texts));
        }

        void isAsked(List<?>... all) {
            eventually(() -> asked.size() == all.length);
            assertThat(asked).isEqualTo(List.of(all));
        }
    }

    private Side side(String method) throws Exception {
        return new Side(method, /* wait= */ "1h");
    }

    private static List<String> answers(List<?> texts) {
        List<String> answers = new ArrayList<>();
        texts.forEach(text -> answers.add("to " + text));
        return answers;
    }

    /** Waits until so many threads wait for another service; who only is about to may find that it has just answered, and ask. */
    private void areWaiting(int many) {
        eventually(() -> threads.stream().filter(SharedBatchesTest::isWaiting).count() == many);
    }

    private static boolean isWaiting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(SharedFlights.class.getName())
                        && frame.getMethodName().equals("waited"));
    }

    private List<String> claims() {
        return redis.names(0).stream().filter(name -> name.endsWith(":claim")).toList();
    }

    @Test
    void itemsThatAnotherServiceAsksForAreWaitedFor() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        FutureTask<List<String>> leader = here.embed("a", "b", "c");
        here.isAsked(List.of("a", "b", "c"));
        assertThat(claims()).hasSize(3);

        FutureTask<List<String>> one = there.embed("b");
        FutureTask<List<String>> some = there.embed("c", "a", "c");
        areWaiting(2);
        here.mayAnswer.countDown();

        assertThat(leader.get()).isEqualTo(answers(List.of("a", "b", "c")));
        assertThat(one.get()).isEqualTo(answers(List.of("b")));
        assertThat(some.get()).isEqualTo(answers(List.of("c", "a", "c")));
        assertThat(there.asked).isEmpty();
        eventually(() -> claims().isEmpty());
    }

    /** So that nobody waits while somebody waits for him. */
    @Test
    void allOthersAreAskedForBeforeAnybodyWaits() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        here.embed("a", "b");
        here.isAsked(List.of("a", "b"));

        FutureTask<List<String>> other = there.embed("x", "b", "y");

        there.isAsked(List.of("x", "y"));
        eventually(() -> claims().size() == 2); // Its own are over, though it waits.
        assertThat(other.isDone()).isFalse();
        here.mayAnswer.countDown();
        assertThat(other.get()).isEqualTo(answers(List.of("x", "b", "y")));
        assertThat(there.asked).hasSize(1);
        assertThat(there.woven.figures().misses()).isEqualTo(1);
        assertThat(there.woven.figures().partlyMisses()).isZero(); // No entry answered any of them.
    }

    @Test
    void whoWaitsForACallThatWaitsForAnotherServiceWaitsForThatAsWell() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        here.embed("a");
        here.isAsked(List.of("a"));
        FutureTask<List<String>> one = there.embed("x", "a");
        there.isAsked(List.of("x"));
        FutureTask<List<String>> other = there.embed("x", "a");

        there.mayAnswer.countDown();
        areWaiting(2);
        here.mayAnswer.countDown();

        assertThat(one.get()).isEqualTo(answers(List.of("x", "a")));
        assertThat(other.get()).isEqualTo(answers(List.of("x", "a")));
        assertThat(there.asked).hasSize(1);
    }

    @Test
    void whatAnEntryAnswersIsNeitherAskedForNorWaitedFor() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        there.embed("e", "f").get();
        here.embed("a");
        here.isAsked(List.of("a"));

        FutureTask<List<String>> other = there.embed("a", "e", "x");
        there.isAsked(List.of("e", "f"), List.of("x"));
        here.mayAnswer.countDown();

        assertThat(other.get()).isEqualTo(answers(List.of("a", "e", "x")));
    }

    @Test
    void ofTwoThatWaitForEachOtherBothAreAnswered() throws Exception {
        Side here = side("embedLater");
        Side there = side("embedLater");
        here.embedLater("a");
        there.embedLater("b");

        CompletableFuture<List<String>> one = here.embedLater("b", "x");
        CompletableFuture<List<String>> other = there.embedLater("a", "y");
        here.futures.get(1).complete(answers(List.of("x")));
        there.futures.get(1).complete(answers(List.of("y")));
        assertThat(one).isNotDone();
        assertThat(other).isNotDone();
        here.futures.get(0).complete(answers(List.of("a")));
        there.futures.get(0).complete(answers(List.of("b")));

        assertThat(one.join()).isEqualTo(answers(List.of("b", "x")));
        assertThat(other.join()).isEqualTo(answers(List.of("a", "y")));
        assertThat(here.asked).isEqualTo(List.of(List.of("a"), List.of("x")));
        assertThat(there.asked).isEqualTo(List.of(List.of("b"), List.of("y")));
    }

    @Test
    void futuresOfItemsThatAnotherServiceAsksForWaitOnNoThread() throws Exception {
        Side here = side("embedLater");
        Side there = side("embedLater");
        CompletableFuture<List<String>> leader = here.embedLater("a", "b");

        List<CompletableFuture<List<String>>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(there.embedLater("b", "a"));
            others.add(there.embedLater("a"));
        }
        assertThat(others).noneMatch(CompletableFuture::isDone);
        here.futures.get(0).complete(answers(List.of("a", "b")));

        assertThat(leader.join()).isEqualTo(answers(List.of("a", "b")));
        for (int i = 0; i < 40; i += 2) {
            assertThat(others.get(i).join()).isEqualTo(answers(List.of("b", "a")));
            assertThat(others.get(i + 1).join()).isEqualTo(answers(List.of("a")));
        }
        assertThat(there.asked).isEmpty();
    }

    @Test
    void whereTheCallOfAnotherServiceFailsItIsMadeHere() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        here.failure = new IllegalStateException("broken");
        FutureTask<List<String>> leader = here.embed("a", "b");
        here.isAsked(List.of("a", "b"));
        FutureTask<List<String>> all = there.embed("b");
        FutureTask<List<String>> some = there.embed("x", "a");
        eventually(() -> there.asked.contains(List.of("x")));

        here.mayAnswer.countDown();

        assertThatThrownBy(leader::get).hasRootCauseMessage("broken");
        assertThat(all.get()).isEqualTo(answers(List.of("b")));
        assertThat(some.get()).isEqualTo(answers(List.of("x", "a")));
        assertThat(there.asked).contains(List.of("b"), List.of("x", "a"));
    }

    @Test
    void whereTheFutureOfAnotherServiceFailsTheCallIsMadeHere() throws Exception {
        Side here = side("embedLater");
        Side there = side("embedLater");
        here.embedLater("a", "b");
        CompletableFuture<List<String>> some = there.embedLater("x", "a");
        there.futures.get(0).complete(answers(List.of("x")));

        here.futures.get(0).completeExceptionally(new IllegalStateException("broken"));
        there.isAsked(List.of("x"), List.of("x", "a"));
        there.futures.get(1).complete(answers(List.of("x", "a")));

        assertThat(some.join()).isEqualTo(answers(List.of("x", "a")));
    }

    @Test
    void aCallThatMakesOthersAboutPartsOfItsItemsDoesNotWaitForItself() throws Exception {
        Side here = side("embed");
        here.woven.called = arguments -> {
            List<?> texts = (List<?>) arguments[0];
            here.asked.add(texts);
            List<String> all = new ArrayList<>();
            for (Object text : texts.size() == 1 ? List.of() : texts) {
                all.addAll(here.woven.service.embed(List.of((String) text)));
            }
            return texts.size() == 1 ? answers(texts) : all;
        };

        FutureTask<List<String>> both = here.embed("a", "b");

        assertThat(both.get()).isEqualTo(answers(List.of("a", "b")));
        assertThat(here.asked).isEqualTo(List.of(List.of("a", "b"), List.of("a"), List.of("b")));
        eventually(() -> claims().isEmpty());
    }

    /** What the provider says of the items of this call is its caller's at once. */
    @Test
    void whoseOwnItemsFailDoesNotWaitForTheOthers() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.failure = new IllegalStateException("of x");
        there.mayAnswer.countDown();
        here.embed("a");
        here.isAsked(List.of("a"));

        FutureTask<List<String>> other = there.embed("x", "a");

        assertThatThrownBy(other::get).hasRootCauseMessage("of x");
        here.mayAnswer.countDown();
    }

    @Test
    void nobodyWaitsForLongerThanTheBound() throws Exception {
        Side here = side("embed");
        Side there = new Side("embed", /* wait= */ "100ms");
        there.mayAnswer.countDown();
        here.embed("a");
        here.isAsked(List.of("a"));

        assertThat(there.embed("a").get()).isEqualTo(answers(List.of("a")));
        here.mayAnswer.countDown();
    }

    /** Whatever a call waits for, its bound is one: also where an equal one is waited for first, or its own part takes long. */
    @Test
    void whoHasWaitedForTheBoundDoesNotWaitForAnotherServiceAfterThat() throws Exception {
        Side here = side("embed");
        Side there = new Side("embed", /* wait= */ "1s");
        here.embed("a");
        here.isAsked(List.of("a"));
        FutureTask<List<String>> one = there.embed("x", "a");
        eventually(() -> !there.asked.isEmpty());
        FutureTask<List<String>> other = there.embed("x", "a");
        long begun = System.nanoTime();

        eventually(() -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(1) && there.asked.size() == 2);
        there.mayAnswer.countDown();
        List<Object> parkedBy = new ArrayList<>();
        eventually(() -> {
            threads.stream()
                    .map(LockSupport::getBlocker)
                    .filter(SharedFlights.class::isInstance)
                    .forEach(parkedBy::add);
            return one.isDone() && other.isDone();
        });

        assertThat(parkedBy).isEmpty();
        assertThat(one.get()).isEqualTo(answers(List.of("x", "a")));
        assertThat(other.get()).isEqualTo(answers(List.of("x", "a")));
        here.mayAnswer.countDown();
    }

    @Test
    void whatComesAfterItWasSwitchedOffIsNotServed() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        here.embed("a");
        here.isAsked(List.of("a"));
        FutureTask<List<String>> other = there.embed("x", "a");
        areWaiting(1);

        there.woven.engine.standings().mode(Reach.EVERYTHING, Mode.OFF, "a test");
        here.mayAnswer.countDown();

        assertThat(other.get()).isEqualTo(answers(List.of("x", "a")));
        assertThat(there.asked).isEqualTo(List.of(List.of("x"), List.of("x", "a")));
    }

    @Test
    void whereTheServerIsGoneNobodyWaitsForWhatItDoesNotTell() throws Exception {
        Side here = side("embed");
        Side there = side("embed");
        there.mayAnswer.countDown();
        here.embed("a");
        here.isAsked(List.of("a"));
        FutureTask<List<String>> other = there.embed("x", "a");
        there.isAsked(List.of("x"));

        redis.kill();

        assertThat(other.get()).isEqualTo(answers(List.of("x", "a")));
        here.mayAnswer.countDown();
    }
}
