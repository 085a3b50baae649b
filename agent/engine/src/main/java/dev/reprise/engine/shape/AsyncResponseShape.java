package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
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
    public boolean canFail() {
        return false;
    }

    @Override
    public Object replay(Object held) {
        ReplayedResponse response = new ReplayedResponse((List<?>) held);
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
        AtomicReference<@Nullable Parts> begun = new AtomicReference<>();
        ForgivenResponse forgiven = recording.isForgiving() ? new ForgivenResponse() : null;
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().equals("subscribe") && arguments[0] != null) {
                Object[] heard = arguments.clone();
                Parts parts = recording.parts();
                begun.compareAndSet(null, parts);
                heard[0] = recorded(handlerType(method), arguments[0], parts, forgiven);
                if (forgiven != null) {
                    forgiven.subscribes(
                            parts,
                            ReplayedResponse.Handler.of(handlerType(method), arguments[0]),
                            arguments.length == 1 ? null : (Executor) arguments[1]);
                }
                try {
                    called(result, method, heard);
                } catch (Throwable refused) { // Subscribed before, or closed.
                    parts.breakOff("it was subscribed to in vain");
                    throw refused;
                }
                return proxy;
            }
            if (forgiven != null && method.getName().equals("onCompleteFuture")) {
                return called(result, method, arguments) instanceof CompletableFuture<?> real
                        ? forgiven.completion(real)
                        : null;
            }
            if (forgiven != null && method.getName().equals("close")) {
                forgiven.close();
            }
            Parts parts = begun.get();
            if (parts != null && method.getName().equals("close")) {
                parts.closed(); // The executor's thread may still read to the end.
            }
            return called(result, method, arguments);
        });
    }

    private static Class<?> handlerType(Method subscribe) {
        return subscribe.getParameterTypes()[0];
    }

    private Object recorded(Class<?> handlerType, Object handler, Parts parts, @Nullable ForgivenResponse forgiven) {
        return proxy(handlerType, (proxy, method, arguments) -> {
            if (method.getName().equals("onNext")) {
                if (forgiven != null) {
                    forgiven.next();
                }
                parts.next(arguments[0]);
            } else if (method.getName().equals("onComplete")) {
                Optional<?> failure = (Optional<?>) arguments[0];
                if (failure.isEmpty()) {
                    parts.complete();
                } else {
                    parts.failed(failure.get());
                    if (forgiven != null && forgiven.forgives((Throwable) failure.get())) {
                        return null;
                    }
                }
            }
            return called(handler, method, arguments);
        });
    }

    /** As the lambdas and objects of the SDK itself: equal to itself alone. */
    private static Object proxy(Class<?> type, InvocationHandler rest) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> type.getSimpleName();
            default -> rest.invoke(proxy, method, arguments);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object called(Object owner, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
