package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.tier.RandomNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is in a real server, as several read it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
class EvictionStoreTest {

    private static final int MACHINES = 4;
    private static final int ROUNDS = 300;

    @Test
    void thoseWhoFindNothingAtTheSameMomentAgreeOnOneNumber() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MACHINES);
        try (RedisProcess redis = RedisProcess.start()) {
            CyclicBarrier together = new CyclicBarrier(MACHINES);
            List<Future<List<Long>>> machines = new ArrayList<>();

            for (int i = 0; i < MACHINES; i++) {
                machines.add(threads.submit(() -> generations(redis.port(), together)));
            }

            List<Long> first = machines.get(0).get();
            for (Future<List<Long>> other : machines) {
                assertThat(other.get()).isEqualTo(first);
            }
            assertThat(first).hasSize(ROUNDS).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns what one machine finds round by round, each of which begins with an empty server. */
    private static List<Long> generations(int port, CyclicBarrier together) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        EvictionStore store = new EvictionStore("reprise");
        List<Long> found = new ArrayList<>();
        RedisConnection connection =
                RedisConnection.open(settings(port), /* tls= */ null, /* epoch= */ 0, System::nanoTime, deadline);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                if (together.await() == 0) {
                    connection.call("DEL", store.name());
                }
                together.await();
                found.add(store.all(connection, RandomNumbers.next()).generation());
            }
        } finally {
            connection.close();
        }
        return found;
    }
}
