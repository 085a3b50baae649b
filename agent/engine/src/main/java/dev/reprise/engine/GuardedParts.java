package dev.reprise.engine;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.shape.Parts;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets no call be brought to the engine while it takes a part.
 *
 * @param miss the call, for whose answer others may wait
 * @param nanoClock a monotonic clock in nanoseconds
 * @param forgiving finds what answers in place of a failure; null if nothing does
 */
record GuardedParts(
        Parts parts,
        Executor guard,
        Miss miss,
        LongSupplier nanoClock,
        @Nullable Function<Throwable, @Nullable List<?>> forgiving)
        implements Parts {

    @Override
    public boolean forgives() {
        return forgiving != null;
    }

    @Override
    public @Nullable List<?> instead(Throwable thrown) {
        Function<Throwable, @Nullable List<?>> finds = forgiving;
        if (finds == null) {
            return null;
        }
        List<?>[] found = new List<?>[1];
        guard.execute(() -> found[0] = finds.apply(thrown));
        return found[0];
    }

    @Override
    public void cancelled() {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.abandon();
        }
        guard.execute(parts::cancelled);
    }

    @Override
    public void left(String reason) {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.abandon();
        }
        guard.execute(() -> parts.breakOff(reason));
    }

    @Override
    public void pulling() {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.pulling();
        }
    }

    @Override
    public void pulled() {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.pulled();
        }
    }

    @Override
    public void failing(Throwable failure) {
        Flight flight = miss.flight();
        if (flight != null) {
            guard.execute(() -> flight.failing(failure, miss.method()));
        }
        guard.execute(() -> parts.failing(failure));
    }

    @Override
    public void next(@Nullable Object part) {
        long began = nanoClock.getAsLong();
        guard.execute(() -> parts.next(part));
        long took = nanoClock.getAsLong() - began;
        miss.method().outcomes().own().took(took);
        miss.meter().tookItself(took);
    }

    @Override
    public void complete() {
        miss.meter().answered();
        guard.execute(parts::complete);
    }

    @Override
    public void abandon(String reason) {
        guard.execute(() -> parts.abandon(reason));
    }

    @Override
    public void breakOff(String reason) {
        guard.execute(() -> parts.breakOff(reason));
    }

    @Override
    public void withdrawBroken(String reason) {
        guard.execute(() -> parts.withdrawBroken(reason));
    }

    @Override
    public void withdraw(String reason) {
        guard.execute(() -> parts.withdraw(reason));
    }
}
