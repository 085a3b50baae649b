package dev.reprise.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CouriersTest {

    private final Alarms alarms = new Alarms();
    private final Couriers couriers = new Couriers(alarms);

    @Test
    void theThreadsEndWhenThereIsNothingToTell() throws Exception {
        CompletableFuture<Thread> courier = new CompletableFuture<>();
        CompletableFuture<Thread> alarm = new CompletableFuture<>();

        couriers.send(() -> courier.complete(Thread.currentThread()), /* context= */ null);
        alarms.in(1, () -> alarm.complete(Thread.currentThread()));

        courier.get().join();
        alarm.get().join();
        assertThat(courier.join().isDaemon()).isTrue();
    }

    @Test
    void whoeverBlocksKeepsNobodyElseWaiting() throws Exception {
        int many = 3 * Runtime.getRuntime().availableProcessors() + 1;
        CountDownLatch all = new CountDownLatch(many);

        for (int i = 0; i < many; i++) {
            couriers.send(
                    () -> {
                        all.countDown();
                        try {
                            all.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    /* context= */ null);
        }

        all.await();
    }

    @Test
    void whatIsThrownHarmsNobodyElse() throws Exception {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            couriers.send(
                    () -> {
                        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
                        throw new IllegalStateException("of the host");
                    },
                    /* context= */ null);
        }

        couriers.send(() -> told.complete(true), /* context= */ null);

        assertThat(told.get()).isTrue();
    }
}
