package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * A future or stage that holds the answer once it is there. Each caller gets one of his own.
 *
 * @param inner how the answer is handed over by what the future holds
 * @param isStage whether it tells when it is complete
 */
@SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
record FutureShape(Shape inner, boolean isStage) implements Shape {

    static FutureShape of(Class<?> type, Type held, String method, FieldAccess access) {
        return new FutureShape(Shape.inFuture(held, method, access), type != Future.class);
    }

    @Override
    public Type held() {
        return inner.held();
    }

    @Override
    public boolean isInParts() {
        return inner.isInParts();
    }

    @Override
    public boolean isOneValue() {
        return inner.isOneValue();
    }

    @Override
    public boolean isKeptAsSent() {
        return inner.isKeptAsSent();
    }

    @Override
    public boolean isPromised() {
        return inner instanceof ValueShape;
    }

    @Override
    public boolean isSilent() {
        return !isStage;
    }

    @Override
    public Promise promise() {
        return isStage ? new PromisedStage() : new PromisedFuture();
    }

    @Override
    public boolean throwsFailures() {
        return false;
    }

    @Override
    public Object failed(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public Object replay(Object held) {
        return CompletableFuture.completedFuture(inner.replay(held));
    }

    @Override
    public Object replay(Object held, Call call) throws Uncacheable {
        return CompletableFuture.completedFuture(inner.replay(held, call));
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (result instanceof CompletionStage<?> stage) {
            return recordStage(stage, recording);
        }
        boolean isPlain = isPlain(result);
        if (!isPlain && !recording.isReplacing()) {
            return refuse(result, recording);
        }
        RecordedFuture future = new RecordedFuture((Future<?>) result, inner, recording);
        if (isPlain) { // One of the host's is asked by nobody else, for that runs code of the host.
            recording.silent(future);
        }
        return future;
    }

    private Object recordStage(CompletionStage<?> stage, Recording recording) {
        if (recording.isReplacing()) {
            return RecordedStage.of(stage, inner, recording);
        }
        if (!isPlain(stage)) {
            return refuse(stage, recording);
        }
        if (inner instanceof ValueShape && isDone(stage, recording)) {
            stage.whenComplete(recording::ended);
            return stage;
        }
        return RecordedStage.of(stage, inner, recording);
    }

    private static boolean isDone(CompletionStage<?> stage, Recording recording) {
        try {
            return stage instanceof CompletableFuture<?> future
                    && future.isDone()
                    && !(recording.isForgiving() && future.isCompletedExceptionally());
        } catch (UnsupportedOperationException minimal) { // A stage that lets nobody see that it is a future.
            return false;
        }
    }

    /** One of the host's may hand over more than the answer, a context say, and what stands for it would not. */
    private static Object refuse(Object result, Recording recording) {
        recording.refused("a " + result.getClass().getName() + " may be more than a future of the JDK is");
        return result;
    }

    private static boolean isPlain(Object future) {
        return future.getClass().getClassLoader() == null
                // Stops sending a file if it is cancelled, and what stands for it cancels it.
                || future.getClass().getName().equals("com.openai.core.http.MultipartFuture");
    }
}
