package dev.reprise.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonThreadTest {

    private static final String NAME = "reprise-daemon-thread-test";

    private final List<Throwable> toldToTheService = new CopyOnWriteArrayList<>();
    private UncaughtExceptionHandler before;

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (thread.getName().equals(NAME)) { // And not one that another test has left.
                toldToTheService.add(failure);
            }
        });
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void whatFailsInTheAgentIsNoMatterOfTheService() throws Exception {
        run(DaemonThread.of(NAME, DaemonThreadTest::fail));

        assertThat(toldToTheService).isEmpty();
    }

    @Test
    void whatFailsInCodeOfTheServiceIs() throws Exception {
        run(DaemonThread.ofHost(NAME, DaemonThreadTest::fail));

        assertThat(toldToTheService).hasSize(1);
    }

    private static void fail() {
        throw new IllegalStateException("broken");
    }

    private static void run(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }
}
