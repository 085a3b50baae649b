package dev.reprise.engine.callback;

import dev.reprise.engine.failure.Thrown;
import dev.reprise.engine.value.CallbackPart;
import dev.reprise.engine.value.CallbackPart.Called;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the calls of an entry, in their order, unless the callback cancels them. */
public final class CallbackReplay implements Runnable {

    private final Object callback;
    private final List<?> calls;
    private final @Nullable Method handler;
    private volatile boolean cancelled;

    /**
     * @param handler the method that is told what another one has thrown; null if that ends the replay
     */
    CallbackReplay(Object callback, List<?> calls, @Nullable Method handler) {
        this.callback = callback;
        this.calls = calls;
        this.handler = handler;
    }

    /** Makes the calls on this thread; throws what the callback throws, if its library would not tell it that. */
    @Override
    public void run() {
        try {
            callAll();
        } catch (Throwable thrown) {
            throw Thrown.asItIs(thrown);
        }
    }

    private void callAll() throws Throwable {
        for (Object each : calls) {
            if (cancelled) {
                return;
            }
            Called call = (Called) each;
            try {
                invoke(call.method(), arguments(call));
            } catch (Exception thrown) {
                if (handler == null) {
                    throw thrown;
                }
                tell(handler, thrown);
            }
        }
    }

    private void invoke(Method method, @Nullable Object... arguments) throws Throwable {
        try {
            method.invoke(callback, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private void tell(Method of, Exception thrown) throws Throwable {
        try {
            invoke(of, thrown);
        } catch (Exception ignored) {
            // As the library itself does, which says so in the host's log.
        }
    }

    private @Nullable Object[] arguments(Called call) throws ReflectiveOperationException {
        @Nullable Object[] arguments = call.arguments().clone();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == CallbackPart.Live.ARGUMENT) {
                arguments[i] = context(call.method().getParameterTypes()[i]);
            }
        }
        return arguments;
    }

    /** A context of LangChain4j is made of the handle that cancels the stream. */
    private Object context(Class<?> type) throws ReflectiveOperationException {
        Class<?> handle = type.getConstructors()[0].getParameterTypes()[0];
        InvocationHandler asHandle = (proxy, method, arguments) -> switch (method.getName()) {
            case "isCancelled" -> cancelled;
            case "cancel" -> {
                cancelled = true;
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "a replayed " + handle.getSimpleName();
            default -> throw new UnsupportedOperationException(method.toString());
        };
        return type.getConstructors()[0].newInstance(
                Proxy.newProxyInstance(handle.getClassLoader(), new Class<?>[] {handle}, asHandle));
    }
}
