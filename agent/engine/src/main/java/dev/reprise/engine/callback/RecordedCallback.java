package dev.reprise.engine.callback;

import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import dev.reprise.engine.value.LiveArguments;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the callback of one call: hands everything on to it, and records it before. What the callback throws reaches
 * whoever called it, but the recording is dropped then, for nobody knows what a client does about that; and so it is
 * whenever the calls are not such as can be made again: one after the other, on the calling thread while the method runs or
 * on another after it has returned (anywhere, if the method is known not to wait), and none after the end. Thread-safe.
 */
final class RecordedCallback implements RecordedArgument, InvocationHandler {

    private static final Object[] NONE = {};

    private final CallbackShape shape;
    private final Object real;
    private final Parts parts;
    private final @Nullable Region region;
    private final Object callback;
    private final Thread caller = Thread.currentThread();

    private boolean running = true;
    private boolean busy;
    private boolean ended;
    private volatile boolean dropped;
    /** Whether the body threw before anything came, so that something else may answer the call. */
    private boolean replaceable;
    /** Whether something else answers the call. */
    private volatile boolean replaced;
    /** Where the calls came so far; null before the first. */
    private @Nullable Boolean onCallersThread;
    /** The last argument by which the caller can cancel the call. */
    private @Nullable Object live;

    RecordedCallback(CallbackShape shape, Object real, Parts parts, @Nullable Region region) throws Uncacheable {
        this.shape = shape;
        this.real = real;
        this.parts = parts;
        this.region = region;
        this.callback = StandIn.of(shape.type(), real, this);
    }

    @Override
    public Object callback() {
        return callback;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? real.equals(unwrapped(arguments[0])) : call(method, arguments);
        }
        if (replaced && method.getReturnType() == void.class) {
            return null;
        }
        CallbackReplay instead = instead(method, arguments);
        if (instead != null) {
            return replayed(instead);
        }
        boolean begun = !dropped && begin(method, arguments);
        try {
            return call(method, arguments);
        } catch (Throwable thrown) {
            breakOff("its callback threw " + thrown.getClass().getName());
            throw thrown;
        } finally {
            if (begun) {
                done();
            }
        }
    }

    /** Returns what calls back in place of a failure that came before all else, or null. */
    private @Nullable CallbackReplay instead(Method method, @Nullable Object[] arguments) {
        if (!parts.forgives() || !shape.fails(method) || arguments.length == 0) {
            return null;
        }
        synchronized (this) {
            if (dropped || ended || busy || onCallersThread != null || !(arguments[0] instanceof Throwable)) {
                return null;
            }
            failing(method, arguments);
            breakOff("it failed: " + method.getName() + " was called");
        }
        List<?> calls = parts.instead((Throwable) arguments[0]);
        return calls == null ? null : shape.replay(real, calls);
    }

    private @Nullable Object replayed(CallbackReplay instead) {
        Object before = region == null ? null : region.leave();
        try {
            instead.run();
        } finally {
            if (region != null) {
                region.back(before);
            }
        }
        return null;
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        method.trySetAccessible(); // The interface may be of its package alone.
        Object before = region == null ? null : region.leave();
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        } finally {
            if (region != null) {
                region.back(before);
            }
        }
    }

    private static @Nullable Object unwrapped(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof RecordedCallback recorded
                ? recorded.real
                : other;
    }

    /** Returns whether a call of the callback is now under way that is not to be disturbed by another. */
    private synchronized boolean begin(Method method, @Nullable Object[] arguments) {
        boolean here = Thread.currentThread() == caller;
        for (Object argument : arguments) {
            live = LiveArguments.isLive(argument) ? argument : live;
        }
        if (!ended && !busy) {
            dropIfCancelled();
            if (dropped) {
                return false;
            }
        }
        String broken = ended || busy ? null : broken(method);
        if (broken != null) {
            failing(method, arguments);
            breakOff(broken);
            return false;
        }
        String unfit = unfit(method, here);
        if (unfit != null) {
            drop(unfit);
            return false;
        }
        busy = true;
        onCallersThread = here;
        parts.next(new Called(method, arguments));
        if (shape.ends(method)) {
            ended = true;
            if (!here || shape.isLater()) {
                complete(/* here= */ false, null);
            }
        }
        return true;
    }

    /** Of a method that waits for the end itself, what that throws counts; of others, what another callback can be told alike. */
    private void failing(Method method, @Nullable Object[] arguments) {
        if (shape.isLater() && shape.isTold(method) && arguments[0] instanceof Throwable failure) {
            parts.failing(failure);
        }
    }

    private @Nullable String broken(Method method) {
        return shape.fails(method) ? "it failed: " + method.getName() + " was called" : null;
    }

    private @Nullable String unfit(Method method, boolean here) {
        if (ended) {
            return "its callback was called after the end";
        } else if (busy) {
            return "its callback was called while another call of it was under way";
        } else if (!shape.isPart(method)) {
            return "its callback was asked for something by " + method.getName() + ", which an entry cannot ask";
        } else if (shape.isLater()) {
            return null;
        } else if (here && !running) {
            return "its callback was called on the calling thread after the call had returned, which an entry cannot repeat";
        } else if (!here && running && (shape.ends(method) || shape.endsWithBody())) {
            return "its callback was called on another thread before the call had returned, and whether the call waits for"
                    + " that cannot be told";
        } else if (onCallersThread != null && onCallersThread != here) {
            return "its callback was called on the calling thread and on another";
        }
        return null;
    }

    private synchronized void done() {
        busy = false;
        if (!ended) {
            dropIfCancelled(); // Nothing more may come then.
        }
    }

    private void dropIfCancelled() {
        if (!dropped && live != null && LiveArguments.isCancelled(live)) {
            dropped = true;
            parts.cancelled();
        }
    }

    @Override
    public synchronized boolean isBusy() {
        return busy || (live != null && LiveArguments.isCancelled(live));
    }

    @Override
    public synchronized void bodyThrew(Throwable thrown) {
        running = false;
        replaceable = !dropped && !ended && !busy && onCallersThread == null;
        if (!shape.isLater()) { // Whose callbacks are told of no failure that is thrown.
            parts.failing(thrown);
        }
        breakOff("it threw " + thrown.getClass().getName());
    }

    @Override
    public synchronized void bodyEnded(@Nullable Object result) {
        running = false;
        if (dropped || (shape.isLater() && shape.isVoid())) {
            return;
        }
        if (result == null && !shape.isVoid()) {
            breakOff("the answer is null");
        } else if (onCallersThread == null && result instanceof CharSequence text && text.isEmpty()) {
            breakOff("the answer is empty");
        } else if (shape.endsWithBody() || ended) {
            ended = true;
            complete(/* here= */ true, result);
        } else if (onCallersThread != null && onCallersThread) {
            drop("its callback was not told of the end before the call returned");
        } else if (!shape.isVoid()) {
            drop("it returned a value before its callback was told of the end, which is not supported by this version");
        }
    }

    @Override
    public synchronized boolean replace() {
        replaced = replaceable && onCallersThread == null;
        return replaced;
    }

    @Override
    public void notReplaced() {
        replaced = false;
    }

    private void complete(boolean here, @Nullable Object result) {
        parts.next(new Ended(here, result));
        parts.complete();
    }

    @Override
    public synchronized void abandon(String reason) {
        running = false;
        drop(reason);
    }

    private synchronized void breakOff(String reason) {
        if (!dropped) {
            dropped = true;
            parts.breakOff(reason);
            parts.withdrawBroken(reason);
        }
    }

    private synchronized void drop(String reason) {
        if (!dropped) {
            dropped = true;
            parts.abandon(reason);
            parts.withdraw(reason);
        }
    }
}
