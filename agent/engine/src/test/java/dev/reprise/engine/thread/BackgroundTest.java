package dev.reprise.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    @Test
    void whatIsTooMuchIsNotTaken() throws Exception {
        Background background = new Background(/* most= */ 2, /* longest= */ 1);

        assertThat(background.send(this::work)).isTrue();
        assertThat(background.send(this::work)).isTrue();
        assertThat(background.send(this::work)).as("waits").isTrue();
        assertThat(background.send(this::work)).isFalse();

        goOn.countDown();
        List<Thread> threads = List.of(done.take(), done.take(), done.take());
        assertThat(threads)
                .doesNotHaveDuplicates()
                .allMatch(Thread::isDaemon)
                .extracting(Thread::getName)
                .containsOnly("reprise-behind");
        for (Thread thread : threads) {
            thread.join(); // Each ends with its work.
        }
        assertThat(background.send(this::work)).isTrue();
    }

    @Test
    void whatFailsTakesNobodysPlace() throws Exception {
        Background background = new Background(/* most= */ 1, /* longest= */ 1);
        List<Thread> failed = new CopyOnWriteArrayList<>();

        for (int i = 0; i < 5; i++) {
            background.send(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> failed.add(thread));
                throw new IllegalStateException("as told");
            });
            while (failed.size() <= i) {
                Thread.onSpinWait();
            }
            failed.get(i).join();
        }
        goOn.countDown();

        assertThat(background.send(this::work)).isTrue();
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
            new Background().send(() -> seen.add(Thread.currentThread().getContextClassLoader()));
        } finally {
            self.setContextClassLoader(before);
        }

        assertThat(seen.take()).isSameAs(own);
    }
}
