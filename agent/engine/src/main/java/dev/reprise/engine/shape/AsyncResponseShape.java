package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The streamed response of the asynchronous SDKs of OpenAI and Anthropic: it hands its parts to one handler, on an
 * executor's thread. Recorded as the handler gets them; kept if it got them all.
 */
record AsyncResponseShape(Class<?> type, Type held) implements Shape {

    static boolean isResponse(Class<?> type) {
        String name = type.getName();
        return type.isInterface()
                && (name.equals("com.openai.core.http.AsyncStreamResponse")
                        || name.equals("com.anthropic.core.http.AsyncStreamResponse"));
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isPromised() {
        return true;
    }

    @Override
    public boolean isTakenByHandler() {
        return true;
    }

    @Override
    public boolean throwsFailures() {
        return false;
    }

    @Override
    public Object failed(Throwable failure) {
        return replay(ReplayedResponse.failed(failure));
    }

    @Override
    public Promise promise() {
        return new PromisedResponse(this);
    }

    @Override
    public Object replay(Object held) {
        return replay(new ReplayedResponse((List<?>) held));
    }

    private Object replay(ReplayedResponse response) {
        return proxy(type, (proxy, method, arguments) -> switch (method.getName()) {
            case "subscribe" -> {
                Object handler = arguments[0];
                response.subscribe(
                        ReplayedResponse.Handler.of(handlerType(method), handler),
                        arguments.length == 1 ? null : (Executor) arguments[1]);
                yield proxy;
            }
            case "onCompleteFuture" -> response.completion();
            case "close" -> {
                response.close();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    @Override
    public Object record(Object result, Recording recording) {
        return proxy(type, new HandledResponse(result, recording));
    }

    static Class<?> handlerType(Method subscribe) {
        return subscribe.getParameterTypes()[0];
    }

    /** As the lambdas and objects of the SDK itself: equal to itself alone. */
    static Object proxy(Class<?> type, InvocationHandler rest) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> type.getSimpleName();
            default -> rest.invoke(proxy, method, arguments);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    static @Nullable Object called(Object owner, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
