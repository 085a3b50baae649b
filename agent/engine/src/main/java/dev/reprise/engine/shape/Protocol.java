package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of Reactive Streams, those of the library or those of the JDK, which are alike. Nothing of them is in
 * the agent: the host's are spoken to by reflection.
 */
public record Protocol(
        Class<?> publisher,
        Class<?> subscriber,
        Class<?> subscription,
        Method subscribe,
        Method onSubscribe,
        Method onNext,
        Method onError,
        Method onComplete,
        Method request,
        Method cancel) {

    /**
     * Returns the interfaces that belong to a publisher.
     *
     * @throws ReflectiveOperationException if it is no publisher
     */
    public static Protocol of(Class<?> publisher) throws ReflectiveOperationException {
        Method subscribe = null;
        for (Method method : publisher.getMethods()) {
            if (method.getName().equals("subscribe")) {
                subscribe = method;
            }
        }
        if (subscribe == null) {
            throw new NoSuchMethodException(publisher.getName() + " has no subscribe");
        }
        Class<?> subscriber = subscribe.getParameterTypes()[0];
        Method onSubscribe = null;
        for (Method method : subscriber.getMethods()) {
            if (method.getName().equals("onSubscribe")) {
                onSubscribe = method;
            }
        }
        if (onSubscribe == null) {
            throw new NoSuchMethodException(subscriber.getName() + " has no onSubscribe");
        }
        Class<?> subscription = onSubscribe.getParameterTypes()[0];
        return new Protocol(
                publisher,
                subscriber,
                subscription,
                subscribe,
                onSubscribe,
                subscriber.getMethod("onNext", Object.class),
                subscriber.getMethod("onError", Throwable.class),
                subscriber.getMethod("onComplete"),
                subscription.getMethod("request", long.class),
                subscription.getMethod("cancel"));
    }

    /** Calls a method of the host, and throws what it throws. */
    public static @Nullable Object call(Method method, Object receiver, @Nullable Object... arguments)
            throws Throwable {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** Returns an object of an interface of the host that is no more than that. */
    public static Object make(Class<?> type, InvocationHandler handler) {
        InvocationHandler asObject = (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "a recorded " + type.getSimpleName();
            default -> handler.invoke(proxy, method, arguments);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, asObject);
    }
}
