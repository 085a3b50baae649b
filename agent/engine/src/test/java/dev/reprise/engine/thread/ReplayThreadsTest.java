package dev.reprise.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayThreadsTest {

    private final ReplayThreads threads = new ReplayThreads();

    /** More often than there may be threads at a time, of which none is left behind. */
    @Test
    void whereNoThreadCanBeMadeItSaysSoAndDoesNothing() throws Exception {
        List<Boolean> started = new ArrayList<>();

        LastThread.run(() -> {
            for (int i = 0; i <= ReplayThreads.MOST; i++) {
                started.add(threads.start(() -> started.add(true)));
            }
        });

        assertThat(started).hasSize(ReplayThreads.MOST + 1).containsOnly(false);
        assertThat(threads.start(() -> {})).isTrue();
    }
}
