package dev.reprise.engine;

import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.callback.CallbackReplay;
import dev.reprise.engine.callback.CallbackShape;
import dev.reprise.engine.callback.EventStreamReplay;
import dev.reprise.engine.callback.EventStreamShape;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import dev.reprise.engine.value.TimedParts;
import dev.reprise.engine.value.Uncacheable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Turns what was found for a call whose answer an argument gets into what the woven method does. Thread-safe. */
final class Callbacks {

    private final Admission admission;
    private final Notices notices;
    private final Pacing pacing;

    Callbacks(Admission admission, Notices notices, Pacing pacing) {
        this.admission = admission;
        this.notices = notices;
        this.pacing = pacing;
    }

    /** Returns the bypass of a call without a callback, or null. */
    @Nullable
    Lookup unfit(CachedMethod method, HandedShape shape, @Nullable Object[] arguments) {
        return arguments[shape.argument()] == null ? notices.bypass(method, "its callback is null") : null;
    }

    Lookup found(Lookup found, CachedMethod method, HandedShape shape, @Nullable Object[] arguments)
            throws Uncacheable {
        Object callback = arguments[shape.argument()];
        if (callback == null) {
            return found;
        }
        if (found instanceof Miss miss) {
            return new Calling(
                    miss,
                    shape.argument(),
                    shape.record(callback, admission.recording(miss).parts(), miss.running()));
        }
        return found instanceof Hit hit ? replay((TimedParts) hit.value(), method, shape, callback, arguments) : found;
    }

    private Lookup replay(
            TimedParts parts, CachedMethod method, HandedShape shape, Object callback, @Nullable Object[] arguments) {
        List<Called> calls = new ArrayList<>();
        Ended end = null;
        for (Object part : parts) {
            if (part instanceof Called call) {
                calls.add(call);
            } else if (part instanceof Ended ended) {
                end = ended;
            }
        }
        if (end == null || !method.holdsResult(end.result())) {
            return notices.bypass(method, "its entry is of another version of the method");
        }
        List<?> paced = pacing.of(calls, parts, method.rule());
        if (shape instanceof EventStreamShape events) {
            EventStreamReplay replay = events.replay(callback, paced, pacing.threads());
            Object future = replay.future();
            return started(replay, method, () -> future);
        }
        CallbackReplay replay = ((CallbackShape) shape).replay(callback, paced);
        if (!end.onCallersThread()) {
            return started(replay, method, () -> null);
        }
        Object held = end.result();
        return new Replay(() -> {
            replay.run();
            return repeated(method.effect(), held, arguments);
        });
    }

    private Lookup started(Runnable replay, CachedMethod method, Callable<@Nullable Object> result) {
        return pacing.threads().start(replay)
                ? new Replay(result)
                : notices.bypass(method, ReplayThreads.MOST + " entries are calling back at this time");
    }

    private static @Nullable Object repeated(
            @Nullable Effect effect, @Nullable Object held, @Nullable Object[] arguments) {
        if (effect == null || held == null) {
            return held;
        }
        try {
            return effect.repeat(held, arguments);
        } catch (Uncacheable refused) { // As the real one would, which calls back before it finds out.
            throw new UnsupportedOperationException(refused.reason());
        }
    }
}
