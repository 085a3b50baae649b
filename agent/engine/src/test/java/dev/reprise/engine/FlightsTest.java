package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.key.CacheKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FlightsTest {

    private final Flights patient = new Flights(Duration.ofHours(1));
    private final BlockingQueue<End> told = new LinkedBlockingQueue<>();

    private static CacheKey key(int number) {
        return new CacheKey(number, 0, 0, 0);
    }

    private static Flight lead(Flights flights, CacheKey key) {
        Flight own = flights.begin(key);
        assertThat(flights.inForce(own)).isSameAs(own);
        own.bodyOver();
        return own;
    }

    @Test
    void whatEndsLeavesNothingBehind() throws Exception {
        for (Throwable thrown : new Throwable[] {null, new IllegalStateException(), new CancellationException()}) {
            Flight flight = lead(patient, key(1));
            assertThat(patient.follow(flight, told::add)).isTrue();

            flight.end(thrown);

            assertThat(told.take()).isEqualTo(thrown instanceof CancellationException ? End.ABANDONED : End.OVER);
            assertThat(patient.underWay()).isZero();
        }
    }

    @Test
    void whatNeverEndsIsForgottenByWhoWaitsForIt() throws Exception {
        Flights flights = new Flights(Duration.ofMillis(50));
        Flight flight = lead(flights, key(1));

        assertThat(flights.follow(flight, told::add)).isTrue();

        assertThat(told.take()).isEqualTo(End.LATE);
        assertThat(flights.underWay()).isZero();
    }

    /** Its future was dropped, say. */
    @Test
    void whatNeverEndsIsForgottenWhenOthersBegin() {
        Flights flights = new Flights(Duration.ofMillis(50));
        for (int i = 0; i < 1_000; i++) {
            lead(flights, key(i));
        }
        long begin = System.nanoTime();

        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(101)) {
            lead(flights, key(-1)).end();
        }

        lead(flights, key(-1));
        assertThat(flights.underWay()).isEqualTo(1);
    }

    /** As where there is no thread that would look after him. */
    @Test
    void whoLeavesIsNotToldAndWhoeverComesThenIsTheFirst() throws Exception {
        Flight flight = lead(patient, key(1));
        Flight.Follower leaving = told::add;
        assertThat(flight.join(leaving)).isEqualTo(Flight.Joined.FIRST);

        assertThat(flight.leave(leaving)).isTrue();

        assertThat(flight.join(leaving)).isEqualTo(Flight.Joined.FIRST);
        assertThat(flight.leave(leaving)).isTrue();
        assertThat(patient.follow(flight, how -> told.add(End.LATE))).isTrue();
        flight.end();
        assertThat(told.take()).isEqualTo(End.LATE);
        assertThat(flight.leave(leaving)).isFalse();
        assertThat(told).isEmpty();
    }

    /** Nobody would look after him either. */
    @Test
    void whereNoThreadCanLookAfterThemAllGoOn() throws Exception {
        Flight flight = lead(patient, key(1));
        FutureTask<Boolean> other = new FutureTask<>(() -> patient.follow(flight, told::add));
        boolean[] follows = {true};

        Thread last = new Thread(() -> follows[0] = patient.follow(flight, how -> told.add(End.OVER))) {
            @Override
            public ClassLoader getContextClassLoader() {
                if (currentThread() == this && makesAThread()) {
                    other.run(); // As on another thread, after this one has joined.
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return super.getContextClassLoader();
            }
        };
        last.start();
        last.join();

        assertThat(follows[0]).isFalse();
        assertThat(other.get()).isTrue();
        assertThat(told.take()).isEqualTo(End.LATE);
        assertThat(told).isEmpty();
    }

    private static boolean makesAThread() {
        return Arrays.stream(new Throwable().getStackTrace())
                .limit(5)
                .anyMatch(frame -> frame.getClassName().equals(Thread.class.getName())
                        && frame.getMethodName().equals("<init>"));
    }

    @Test
    void whoComesTooLateIsNotTold() {
        Flight flight = lead(patient, key(1));
        flight.end();

        assertThat(patient.follow(flight, told::add)).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void theEndIsToldOnce() throws Exception {
        Flight flight = lead(patient, key(1));
        patient.follow(flight, told::add);

        flight.end();
        flight.end();
        flight.abandon();

        assertThat(told.take()).isEqualTo(End.OVER);
        assertThat(told).isEmpty();
    }

    @Test
    void whoseLeaderIsHeldUpIsNotWaitedFor() throws Exception {
        Flight flight = lead(patient, key(1));
        flight.heldUpIf(() -> true);

        patient.follow(flight, told::add);

        assertThat(told.take()).isEqualTo(End.LATE);
        flight.end();
        assertThat(patient.underWay()).isZero();
    }

    /** Who runs a body may be waited for himself. */
    @Test
    void whoLeadsWaitsForNobody() {
        Flight flight = lead(patient, key(1));
        Flight own = patient.begin(key(2));
        patient.inForce(own);

        assertThat(patient.follow(flight, told::add)).isFalse();
        own.bodyOver();
        assertThat(patient.follow(flight, told::add)).isTrue();
    }
}
