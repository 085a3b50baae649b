package dev.reprise.engine;

import dev.reprise.engine.shape.Parts;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets no call be brought to the engine while it takes a part.
 *
 * @param flight what ends if the caller wants no more; null if nobody waits for the answer
 */
record GuardedParts(Parts parts, Executor guard, @Nullable Flight flight) implements Parts {

    @Override
    public void cancelled() {
        if (flight != null) {
            flight.abandon();
        }
        guard.execute(parts::cancelled);
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
