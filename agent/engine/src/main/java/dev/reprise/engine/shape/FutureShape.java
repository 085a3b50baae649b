package dev.reprise.engine.shape;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** A future or stage that holds the answer once it is there. Each caller gets one of his own. */
@SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
record FutureShape(Type held) implements Shape {

    @Override
    public Object replay(Object held) {
        return CompletableFuture.completedFuture(held);
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (result instanceof CompletionStage<?> stage) {
            return recordStage(stage, recording);
        }
        if (isOfTheJdk(result)) {
            return new RecordedFuture((Future<?>) result, recording);
        }
        return refuse(result, recording);
    }

    private static Object recordStage(CompletionStage<?> stage, Recording recording) {
        if (!isOfTheJdk(stage)) {
            return refuse(stage, recording);
        }
        if (stage instanceof CompletableFuture<?> future && future.isDone()) {
            future.whenComplete(recording::ended);
            return stage;
        }
        return RecordedStage.of(stage, recording);
    }

    /** One of the host's may hand over more than the answer, a context say, and what stands for it would not. */
    private static Object refuse(Object result, Recording recording) {
        recording.refused("a " + result.getClass().getName() + " may be more than a future of the JDK is");
        return result;
    }

    private static boolean isOfTheJdk(Object future) {
        return future.getClass().getClassLoader() == null;
    }
}
