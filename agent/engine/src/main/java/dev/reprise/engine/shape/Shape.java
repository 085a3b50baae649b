package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a method hands over its answer.
 *
 * <p>Safe for use by any number of threads; holds no more of the host than the method does.
 */
public interface Shape {

    /** Returns the shape of a method's answers. */
    static Shape of(Method method) {
        return of(method, FieldAccess.NONE);
    }

    /**
     * Returns the shape of a method's answers.
     *
     * @param access opens packages of libraries whose streams have to be looked into
     */
    static Shape of(Method method, FieldAccess access) {
        return of(method.getGenericReturnType(), method.getReturnType(), method.getName(), access);
    }

    private static Shape of(Type declared, Class<?> type, String method, FieldAccess access) {
        Type held = declared instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
        if (type == CompletableFuture.class || type == CompletionStage.class || type == Future.class) {
            return FutureShape.of(type, held, method, access);
        }
        if (type == Stream.class || type == Iterator.class) {
            return new PullShape(type, held);
        }
        if (type == Iterable.class) {
            return new IterableShape(declared, held);
        }
        if (PublisherShape.isPublisher(type)) {
            return new PublisherShape(type, held);
        }
        if (ResponseShape.isResponse(type)) {
            return new ResponseShape(type, held);
        }
        if (AsyncResponseShape.isResponse(type)) {
            return new AsyncResponseShape(type, held);
        }
        if (IterableStreamShape.isStream(type)) {
            return new IterableStreamShape(type, held, access);
        }
        Shape response = AzureResponseShape.of(declared, type, access);
        if (response != null) {
            return response;
        }
        if (GenAiStreamShape.isStream(type)) {
            return new GenAiStreamShape(type, held, access);
        }
        if (RawResponseShape.isResponse(type)) {
            return new RawResponseShape(type, held, method, access);
        }
        if (BinaryResponseShape.isResponse(type)) {
            return new BinaryResponseShape(type, access);
        }
        return new ValueShape(declared);
    }

    /** Returns the shape of what a future holds: it may be a stream, which is asked for later. */
    static Shape inFuture(Type held, String method, FieldAccess access) {
        if (held instanceof Class<?> type && BinaryResponseShape.isResponse(type)) {
            return new BinaryResponseShape(type, access);
        }
        Shape shape = held instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw
                ? of(held, raw, method, access)
                : new ValueShape(held);
        return shape instanceof FutureShape || shape instanceof ColdShape || shape instanceof IterableShape
                ? new ValueShape(held)
                : shape;
    }

    /** Returns the type of what an entry holds, or of each part of it. */
    Type held();

    /** Returns whether an entry holds a list of parts. */
    default boolean isInParts() {
        return false;
    }

    /** Returns whether the answer is one value, of which nothing could be handed out before the rest. */
    default boolean isOneValue() {
        return false;
    }

    /** Returns whether the caller gets what an entry holds, as it is. */
    default boolean isAsHeld() {
        return false;
    }

    /** Returns whether the whole answer is there, and was taken, before the method returns to its caller. */
    default boolean isAtHand() {
        return false;
    }

    /**
     * Returns whether the answer comes later, and whoever wants it is told of all of it, or asks for it: so that he may as well
     * get that of an equal call.
     */
    default boolean isPromised() {
        return false;
    }

    /** Returns whether nobody is told when an answer that {@link #isPromised} is there, so that whoever wants it has to ask. */
    default boolean isSilent() {
        return false;
    }

    /**
     * Returns whether the caller gets the answer as he pulls it, and waits for the beginning of it when he calls: so that he may as
     * well wait there for that of an equal call.
     */
    default boolean isPulled() {
        return false;
    }

    /**
     * Returns whether the answer, which {@link #isPromised}, comes no faster than a handler takes it that whoever made the call may
     * subscribe when he likes, or never: so that others wait no longer for him than for one who pulls.
     */
    default boolean isTakenByHandler() {
        return false;
    }

    /** Returns whether a caller can be told at once that his call fails as an equal one has failed, as that was told. */
    default boolean canFail() {
        return true;
    }

    /** Returns whether the method itself throws what it fails with; otherwise what it returns tells of that. */
    default boolean throwsFailures() {
        return true;
    }

    /**
     * Returns what tells a caller that his call has failed; null if that is thrown.
     *
     * @param failure his own
     */
    default @Nullable Object failed(Throwable failure) {
        return null;
    }

    /** Returns what a caller gets whose call waits for an equal one, if he gets something that {@link #isPromised}. */
    default Promise promise() {
        return new PromisedStage();
    }

    /** Returns the type of the parts, if it turns out at each answer whether it has parts or is a value; otherwise null. */
    default @Nullable Type element() {
        return null;
    }

    /** Returns this shape for answers that are taken apart: if they can be values, they are. */
    default Shape whole() {
        return this;
    }

    /** Returns whether an entry holds the parts as they were sent, for the library that reads them. */
    default boolean isKeptAsSent() {
        return false;
    }

    /** Returns whether there is one answer, at once or later, even if it is held as the only part. */
    default boolean isOne() {
        return !isInParts();
    }

    /**
     * Returns what the caller gets whose call an entry answers.
     *
     * @param held what the entry holds, the caller's own; a list if the answer is in parts
     */
    Object replay(Object held);

    /**
     * As above, for an answer that only the receiver of the call can read.
     *
     * @param call the call
     * @throws Uncacheable if this call cannot be answered from an entry
     */
    default Object replay(Object held, Call call) throws Uncacheable {
        return replay(held);
    }

    /**
     * Lets a recording take what a call answers.
     *
     * @param result what the body returned
     * @param recording told at the end, on this thread or another
     * @return what the caller gets: the result, or what stands for it; if {@link Recording#isReplacing} it may be {@link
     *     Recording#NONE}
     */
    @Nullable
    Object record(Object result, Recording recording);
}
