package dev.reprise.engine.shape;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What Reactor's subscribers have beside what the protocol says. Their context is handed on to all that they subscribe to,
 * whatever threads that works on, and so tells the region that they belong to.
 */
record ReactorSubscriber(Object subscriber) implements Asker {

    private static final String CORE_SUBSCRIBER = "reactor.core.CoreSubscriber";
    private static final String CURRENT = "currentContext";
    private static final String KEY = "reprise.region";

    /** How Reactor tells publishers that they are to go on after an element that fails ({@code onErrorContinue}). */
    private static final String GOES_ON = "reactor.onNextError.localStrategy";

    /** Returns the kind of subscriber that has a context, or null if this one has none. */
    static @Nullable Class<?> type(Object subscriber) {
        return find(subscriber.getClass());
    }

    private static @Nullable Class<?> find(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(CORE_SUBSCRIBER)) {
            return type;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> found = find(implemented);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass());
    }

    @Override
    public @Nullable Region region() {
        return context(KEY) instanceof Region region ? region : null;
    }

    @Override
    public @Nullable Object context(String name) {
        return value(subscriber, name);
    }

    /** Returns whether a subscriber wants to be spared the elements that fail: what he gets is not all. */
    static boolean goesOnAfterErrors(Object subscriber) {
        return value(subscriber, GOES_ON) != null;
    }

    private static @Nullable Object value(Object subscriber, String key) {
        Class<?> type = type(subscriber);
        if (type == null) {
            return null;
        }
        try {
            Method current = type.getMethod(CURRENT);
            Object context = Protocol.call(current, subscriber);
            Method get = current.getReturnType().getMethod("getOrDefault", Object.class, Object.class);
            return context == null ? null : Protocol.call(get, context, key, null);
        } catch (Throwable unknown) { // Of another version of Reactor, or of the host's own.
            return null;
        }
    }

    static boolean isAsked(Method method) {
        return method.getName().equals(CURRENT);
    }

    /** Returns a context that tells the region besides, or the context itself if it is of another version of Reactor. */
    static @Nullable Object with(Region region, Method current, @Nullable Object context) {
        try {
            Method put = current.getReturnType().getMethod("put", Object.class, Object.class);
            return context == null ? null : Protocol.call(put, context, KEY, region);
        } catch (Throwable unknown) {
            return context;
        }
    }
}
