package dev.reprise.engine.callback;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Protocol;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a stream of events of AWS's SDK: it gets a response, then a publisher of the events, which it subscribes
 * to, and is told of the end; the method returns a future of the end. An entry holds the response and the events.
 */
public final class EventStreamShape implements HandedShape {

    private static final String HANDLER = "software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler";

    private final int argument;
    private final Class<?> handler;
    private final Type response;
    private final Type event;
    private final Class<?> publisher;
    private final Protocol protocol;
    private final Method adapt;
    private final Method responseReceived;
    private final Method onEventStream;
    private final Method exceptionOccurred;
    private final Method complete;
    private final ReplayThreads instead = new ReplayThreads();

    private EventStreamShape(int argument, Class<?> handler, Class<?> base, Type response, Type event)
            throws ReflectiveOperationException {
        this.argument = argument;
        this.handler = handler;
        this.response = response;
        this.event = event;
        this.publisher = Class.forName("software.amazon.awssdk.core.async.SdkPublisher", false, base.getClassLoader());
        this.protocol = Protocol.of(publisher.getInterfaces()[0]);
        this.adapt = publisher.getMethod("adapt", protocol.publisher());
        this.responseReceived = base.getMethod("responseReceived", Object.class);
        this.onEventStream = base.getMethod("onEventStream", publisher);
        this.exceptionOccurred = base.getMethod("exceptionOccurred", Throwable.class);
        this.complete = base.getMethod("complete");
    }

    /**
     * Returns the shape of a method's answers, or null if its argument is no such handler.
     *
     * @param argument the index of the argument
     * @param access opens the package of the handler
     * @throws Uncacheable if this version of the SDK is not known
     */
    public static @Nullable EventStreamShape of(Method method, int argument, FieldAccess access) throws Uncacheable {
        Class<?> handler = method.getParameterTypes()[argument];
        Class<?> base = base(handler);
        if (base == null || method.getReturnType() != CompletableFuture.class) {
            return null;
        }
        try {
            access.open(handler.getModule(), handler.getPackageName());
            TypeArguments types = new TypeArguments(method.getGenericParameterTypes()[argument]);
            return new EventStreamShape(
                    argument,
                    handler,
                    base,
                    types.of(base.getTypeParameters()[0]),
                    types.of(base.getTypeParameters()[1]));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            throw new Uncacheable("its handler, a " + handler.getName()
                    + ", is not known in this version of AWS's SDK: " + otherVersion);
        }
    }

    private static @Nullable Class<?> base(Class<?> handler) {
        if (handler.getName().equals(HANDLER)) {
            return handler;
        }
        for (Class<?> inherited : handler.getInterfaces()) {
            Class<?> found = base(inherited);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public int argument() {
        return argument;
    }

    @Override
    public List<Method> parts() {
        return List.of(responseReceived, protocol.onNext());
    }

    @Override
    public Type type(Method part, int parameter) {
        return part.equals(responseReceived) ? response : event;
    }

    /** The future holds nothing. */
    @Override
    public Type held() {
        return void.class;
    }

    /** Who waits is told of all of it; what the method returns is told to him as well. */
    @Override
    public boolean isPromised() {
        return true;
    }

    /** Tells a handler that its call has failed before anything came of it, as the SDK does. Throws what that throws. */
    public void fail(Object real, Throwable thrown) throws Throwable {
        exceptionOccurred.trySetAccessible();
        Protocol.call(exceptionOccurred, real, thrown);
    }

    Class<?> handler() {
        return handler;
    }

    Protocol protocol() {
        return protocol;
    }

    Method responseReceived() {
        return responseReceived;
    }

    Method onEventStream() {
        return onEventStream;
    }

    Method exceptionOccurred() {
        return exceptionOccurred;
    }

    Method complete() {
        return complete;
    }

    /** Returns a publisher of the SDK's kind that is subscribed to by this one of Reactive Streams. */
    Object adapted(Object reactive) throws Throwable {
        Object adapted = Protocol.call(adapt, publisher, reactive);
        if (adapted == null) {
            throw new IllegalStateException("no publisher");
        }
        return adapted;
    }

    @Override
    public RecordedArgument record(Object real, Parts parts, @Nullable Region region) throws Uncacheable {
        return new RecordedHandler(this, real, parts, region);
    }

    /** Hands an entry to a handler in place of a failure; returns the future of its end. */
    CompletableFuture<?> instead(Object real, List<?> parts) {
        EventStreamReplay replay = replay(real, parts, instead);
        if (!instead.start(replay)) {
            replay.run();
        }
        return replay.future();
    }

    /**
     * Returns what hands an entry to a handler.
     *
     * @param real the handler of the call that the entry answers
     * @param parts calls of {@link #parts}, the first of the first of them and the others of the second
     * @param threads on which the handler is called
     */
    public EventStreamReplay replay(Object real, List<?> parts, ReplayThreads threads) {
        return new EventStreamReplay(this, real, parts, threads);
    }
}
