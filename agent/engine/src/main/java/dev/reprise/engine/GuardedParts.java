package dev.reprise.engine;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.shape.Parts;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets no call be brought to the engine while it takes a part.
 *
 * @param miss the call, for whose answer others may wait
 */
record GuardedParts(Parts parts, Executor guard, Miss miss) implements Parts {

    @Override
    public void cancelled() {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.abandon();
        }
        guard.execute(parts::cancelled);
    }

    @Override
    public void failing(Throwable failure) {
        Flight flight = miss.flight();
        if (flight != null) {
            guard.execute(() -> flight.failing(failure, miss.method()));
        }
    }

    @Override
    public void next(@Nullable Object part) {
        guard.execute(() -> parts.next(part));
    }

    @Override
    public void complete() {
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
