package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBehindTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final RecordingLogger log = new RecordingLogger();
    private final WriteBehind writes = new WriteBehind(3, 100, log);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        writes.close();
    }

    @Test
    void writesAreDoneInTheirOrder() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertThat(writes.submit(() -> done.add(number), 1)).isTrue();
        }

        assertThat(writes.flush(LONG)).isTrue();

        assertThat(done).containsExactly(0, 1, 2);
        assertThat(writes.dropped()).isZero();
    }

    @Test
    void aRemovalIsDoneInItsOrderThoughThereIsNoRoomForWrites() {
        List<Integer> done = new ArrayList<>();
        writes.submit(this::awaitRelease, 50);
        writes.submit(() -> done.add(1), 50);
        assertThat(writes.submit(() -> done.add(2), 1)).isFalse();

        for (int i = 3; i < 10; i++) {
            int number = i;
            assertThat(writes.submitRemoval(() -> done.add(number))).isTrue();
        }
        assertThat(writes.submit(() -> done.add(10), 1)).isFalse();
        release.countDown();

        assertThat(writes.flush(LONG)).isTrue();
        assertThat(done).containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(writes.submit(() -> done.add(11), 100)).isTrue();
    }

    @Test
    void ofASmallHeapTheQueueTakesASixteenth() {
        assertThat(WriteBehind.maxBytes(128L << 20)).isEqualTo(8L << 20);
        assertThat(WriteBehind.maxBytes(512L << 20)).isEqualTo(32L << 20);
        assertThat(WriteBehind.maxBytes(Long.MAX_VALUE)).isEqualTo(32L << 20);
    }

    @Test
    void removalsAreBounded() {
        writes.submit(this::awaitRelease, 50);
        for (int i = 0; i < 100_000; i++) {
            writes.submitRemoval(() -> {});
        }

        assertThat(writes.submitRemoval(() -> {})).isFalse();
    }

    @Test
    void discardedWritesAreDroppedAndTheOneUnderWayAndLaterOnesAreDone() throws Exception {
        List<Integer> done = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        writes.submit(
                () -> {
                    begun.countDown();
                    awaitRelease();
                    done.add(0);
                },
                1);
        begun.await();
        writes.submit(() -> done.add(1), 99);

        writes.discard();
        assertThat(writes.submit(() -> done.add(2), 99)).isTrue();
        release.countDown();

        assertThat(writes.flush(LONG)).isTrue();
        assertThat(done).containsExactly(0, 2);
        assertThat(writes.dropped()).isEqualTo(1);
    }

    @Test
    void aWriteLargerThanTheQueueFitsAloneAndIsCountedAsDroppedOtherwise() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        assertThat(writes.submit(
                        () -> {
                            begun.countDown();
                            awaitRelease();
                        },
                        101))
                .isTrue();
        begun.await();

        assertThat(writes.submit(() -> {}, 101)).isFalse();
        release.countDown();

        assertThat(writes.flush(LONG)).isTrue();
        assertThat(writes.dropped()).isEqualTo(1);
        assertThat(writes.submit(() -> {}, 101)).isTrue();
    }

    @Test
    void whatIsLostIsCountedByEntries() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        writes.submit(
                () -> {
                    begun.countDown();
                    awaitRelease();
                },
                1);
        begun.await();
        writes.submit(() -> {}, 50, /* entries= */ 3_000);
        writes.submit(() -> {}, /* bytes= */ 0, /* entries= */ 0);
        writes.submit(() -> {}, 50, /* entries= */ 7);

        assertThat(writes.pending()).isEqualTo(3_001);
        assertThat(writes.dropped()).isEqualTo(7);

        writes.discard();
        release.countDown();

        assertThat(writes.flush(LONG)).isTrue();
        assertThat(writes.pending()).isZero();
        assertThat(writes.dropped()).isEqualTo(3_007);
    }

    @Test
    void threadIsADaemonThatKeepsNothingOfTheCaller() {
        AtomicReference<Thread> writer = new AtomicReference<>();
        AtomicReference<String> inherited = new AtomicReference<>("unset");
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("the host's");

        writes.submit(
                () -> {
                    writer.set(Thread.currentThread());
                    inherited.set(local.get());
                },
                0);
        writes.flush(LONG);

        assertThat(writer.get().getName()).isEqualTo("reprise-writer");
        assertThat(writer.get().isDaemon()).isTrue();
        assertThat(writer.get().getContextClassLoader()).isNull();
        assertThat(writer.get().getThreadGroup().getParent()).isNull();
        assertThat(inherited).hasValue(null);
    }

    @Test
    void loaderOfTheFirstCallerIsCollected() throws Exception {
        WeakReference<ClassLoader> loader = submitFromAnotherLoader();

        List<byte[]> garbage = new ArrayList<>();
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            garbage.add(new byte[1 << 20]);
        }

        assertThat(loader.get()).isNull();
    }

    private WeakReference<ClassLoader> submitFromAnotherLoader() throws Exception {
        ClassLoader loader = new ClassLoader(WriteBehindTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Caller.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = Caller.class.getResourceAsStream("WriteBehindTest$Caller.class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(
                            name, bytes, 0, bytes.length, new java.security.ProtectionDomain(null, null, this, null));
                } catch (java.io.IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Class<?> caller = loader.loadClass(Caller.class.getName());
        assertThat(caller.getClassLoader()).isSameAs(loader);
        Thread host = new Thread(() -> {
            try {
                caller.getMethod("submit", WriteBehind.class).invoke(null, writes);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
        host.setContextClassLoader(loader);
        host.start();
        host.join();
        assertThat(writes.flush(LONG)).isTrue();
        assertThat(writes.dropped()).isZero();
        return new WeakReference<>(loader);
    }

    /** Stands for a class of a web application. */
    public static final class Caller {
        public static void submit(WriteBehind writes) {
            writes.submit(() -> {}, 1);
        }
    }

    @Test
    void overflowIsDroppedAndCounted() {
        writes.submit(this::awaitRelease, 50);

        assertThat(writes.submit(() -> {}, 51)).as("bytes").isFalse();
        assertThat(writes.submit(() -> {}, 25)).isTrue();
        assertThat(writes.submit(() -> {}, 25)).isTrue();
        assertThat(writes.submit(() -> {}, 0)).as("number").isFalse();
        assertThat(writes.dropped()).isEqualTo(2);

        release.countDown();
        assertThat(writes.flush(LONG)).isTrue();
        assertThat(writes.submit(() -> {}, 100)).isTrue();
    }

    @Test
    void failingWriteDoesNotEndTheThread() {
        AtomicInteger done = new AtomicInteger();
        writes.submit(
                () -> {
                    throw new StackOverflowError("injected");
                },
                1);
        writes.submit(
                () -> {
                    throw new IllegalStateException("injected");
                },
                1);
        writes.submit(done::incrementAndGet, 1);

        assertThat(writes.flush(LONG)).isTrue();

        assertThat(done).hasValue(1);
        assertThat(writes.failed()).isEqualTo(2);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void strayInterruptReachesNoWrite() {
        List<Boolean> interrupted = new ArrayList<>();
        writes.submit(() -> Thread.currentThread().interrupt(), 1);
        writes.submit(() -> interrupted.add(Thread.currentThread().isInterrupted()), 1);

        assertThat(writes.flush(LONG)).isTrue();

        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void flushGivesUpWhenItsTimeIsOverOrItIsInterrupted() {
        writes.submit(this::awaitRelease, 1);

        assertThat(writes.flush(Duration.ofMillis(1))).isFalse();
        Thread.currentThread().interrupt();
        assertThat(writes.flush(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closedQueueDoesWhatItHasAndTakesNoMore() throws InterruptedException {
        AtomicReference<Thread> writer = new AtomicReference<>();
        writes.submit(this::awaitRelease, 1);
        writes.submit(() -> writer.set(Thread.currentThread()), 1);

        writes.close();
        assertThat(writes.submit(() -> {}, 1)).isFalse();
        release.countDown();
        assertThat(writes.flush(LONG)).isTrue();

        writer.get().join(LONG.toMillis());
        assertThat(writer.get().isAlive()).isFalse();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
