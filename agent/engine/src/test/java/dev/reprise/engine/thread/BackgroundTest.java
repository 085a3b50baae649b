package dev.reprise.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BackgroundTest {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final BlockingQueue<Thread> done = new LinkedBlockingQueue<>();

    private void work() {
        try {
            goOn.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        done.add(Thread.currentThread());
    }

    /** Whether there are threads to be had. */
    private volatile boolean starts = true;

    private Background background(int most, int longest) {
        return background(most, longest, TimeUnit.HOURS.toNanos(1));
    }

    private Background background(int most, int longest, long patience) {
        return new Background(most, longest, patience, work -> {
            if (starts) {
                return DaemonThread.of("reprise-behind", work);
            }
            throw new InternalError("no thread is to be had");
        });
    }

    /** Work that waits for as long as it likes. */
    private record Doing(Runnable action) implements Background.Work {

        @Override
        public void run() {
            action.run();
        }

        @Override
        public void dropped() {
            throw new AssertionError("it has waited for too long");
        }
    }

    private boolean send(Background background, String owner) {
        return background.send(owner, new Doing(this::work));
    }

    @Test
    void whatIsTooMuchIsNotTaken() throws Exception {
        Background background = background(/* most= */ 2, /* longest= */ 2);

        assertThat(send(background, "a")).isTrue();
        assertThat(send(background, "b")).isTrue();
        assertThat(send(background, "c")).as("waits").isTrue();
        assertThat(send(background, "d")).as("waits").isTrue();
        assertThat(send(background, "e")).isFalse();

        goOn.countDown();
        List<Thread> threads = List.of(done.take(), done.take(), done.take(), done.take());
        assertThat(threads)
                .doesNotHaveDuplicates()
                .allMatch(Thread::isDaemon)
                .extracting(Thread::getName)
                .containsOnly("reprise-behind");
        for (Thread thread : threads) {
            thread.join(); // Each ends with its work.
        }
        assertThat(send(background, "a")).isTrue();
    }

    @Test
    void oneLeavesAHalfOfThreadsAndPlacesToTheOthers() throws Exception {
        Background background = background(/* most= */ 4, /* longest= */ 4);
        CountDownLatch others = new CountDownLatch(3);

        assertThat(List.of(send(background, "a"), send(background, "a"))).containsOnly(true);
        assertThat(List.of(send(background, "a"), send(background, "a")))
                .as("wait")
                .containsOnly(true);
        assertThat(send(background, "a")).isFalse();

        for (int i = 0; i < 3; i++) {
            assertThat(background.send("b" + i, new Doing(others::countDown))).isTrue();
        }
        others.await(); // While all of the first hangs.
        assertThat(done).isEmpty();
        goOn.countDown();
        assertThat(List.of(done.take(), done.take(), done.take(), done.take())).doesNotHaveDuplicates();
    }

    @Test
    void whatHasWaitedForTooLongIsLetGoWithAllThatItHolds() throws Exception {
        Background background = background(/* most= */ 2, /* longest= */ 8, /* patience= */ 1);
        CountDownLatch dropped = new CountDownLatch(1);
        send(background, "a");
        Object held = new Object();
        WeakReference<Object> reference = new WeakReference<>(held);

        assertThat(background.send("a", waiting(held, dropped))).isTrue();
        held = null;

        dropped.await();
        while (reference.get() != null) {
            System.gc();
        }
        CountDownLatch next = new CountDownLatch(1);
        assertThat(background.send("a", waiting("another", next)))
                .as("has its place")
                .isTrue();
        next.await(); // It is looked after as the first one was.
    }

    private static Background.Work waiting(Object held, CountDownLatch dropped) {
        return new Background.Work() {
            @Override
            public void run() {
                throw new AssertionError(held.toString());
            }

            @Override
            public void dropped() {
                dropped.countDown();
            }
        };
    }

    @Test
    void whereNoThreadIsToBeHadOneDoesAllThatWaitsOneAfterTheOther() throws Exception {
        Background background = background(/* most= */ 2, /* longest= */ 200);
        BlockingQueue<Integer> depths = new LinkedBlockingQueue<>();
        send(background, "a");
        for (int i = 0; i < 100; i++) {
            assertThat(background.send("a", new Doing(() -> depths.add(new Throwable().getStackTrace().length))))
                    .isTrue();
        }
        starts = false;
        goOn.countDown();

        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(depths.take());
        }
        done.take().join();

        assertThat(all).as("none below another").containsOnly(all.get(0));
        assertThat(background.send("b", new Doing(() -> {}))).isFalse();
        assertThat(background.send("b", new Doing(() -> {}))).isFalse();
        starts = true;
        assertThat(List.of(send(background, "b"), send(background, "c"))).containsOnly(true);
        assertThat(List.of(done.take(), done.take())).as("no place is lost").doesNotHaveDuplicates();
    }

    @Test
    void whatFailsTakesNobodysPlace() throws Exception {
        Background background = background(/* most= */ 1, /* longest= */ 1);
        List<Thread> failed = new CopyOnWriteArrayList<>();

        for (int i = 0; i < 5; i++) {
            background.send("a", new Doing(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> failed.add(thread));
                throw new IllegalStateException("as told");
            }));
            while (failed.size() <= i) {
                LockSupport.parkNanos(1_000_000);
                assertThat(Thread.interrupted()).as("in vain").isFalse();
            }
            failed.get(i).join();
        }
        goOn.countDown();

        assertThat(send(background, "a")).isTrue();
        assertThat(done.take()).isNotNull();
    }

    @Test
    void whatIsDoneHasTheContextClassLoaderOfWhoeverSentIt() throws Exception {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        BlockingQueue<ClassLoader> seen = new LinkedBlockingQueue<>();

        self.setContextClassLoader(own);
        try {
            new Background()
                    .send("a", new Doing(() -> seen.add(Thread.currentThread().getContextClassLoader())));
        } finally {
            self.setContextClassLoader(before);
        }

        assertThat(seen.take()).isSameAs(own);
    }
}
