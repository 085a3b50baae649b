package dev.reprise.engine.shape;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * How a method hands over its answer.
 *
 * <p>Safe for use by any number of threads; holds no more of the host than the method does.
 */
public interface Shape {

    /** Returns the shape of a method's answers. */
    static Shape of(Method method) {
        Class<?> type = method.getReturnType();
        if (type != CompletableFuture.class && type != CompletionStage.class && type != Future.class) {
            return new ValueShape(method.getGenericReturnType());
        }
        Type held = method.getGenericReturnType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : Object.class;
        return new FutureShape(held);
    }

    /** Returns the type of what an entry holds. */
    Type held();

    /**
     * Returns what the caller gets whose call an entry answers.
     *
     * @param held what the entry holds, the caller's own
     */
    Object replay(Object held);

    /**
     * Lets a recording take what a call answers.
     *
     * @param result what the body returned
     * @param recording told at the end, on this thread or another
     * @return what the caller gets: the result, or what stands for it
     */
    Object record(Object result, Recording recording);
}
