package dev.reprise.engine.adapter;

import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * An adapter of the host, called by reflection: its interface belongs to a loader of the host. Reaches classes of the
 * host. Safe for use by any number of threads, if the adapter is.
 */
public final class HostAdapter {

    private final Object adapter;
    private final Class<?> type;
    private final String version;
    private final Method keyOf;
    private final Method write;
    private final Method read;

    private HostAdapter(Class<?> api, Object adapter) throws ReflectiveOperationException, AdapterFailure {
        this.adapter = adapter;
        keyOf = api.getMethod("keyOf", Object.class);
        write = api.getMethod("write", Object.class);
        read = api.getMethod("read", Object.class);
        type = adaptable((Class<?>) called(api.getMethod("type")));
        version = (String) called(api.getMethod("version"));
        if (servesWrite() != servesRead()) {
            throw new AdapterFailure(name() + " has only one of write and read; implement both, or neither");
        }
        if (!servesKeys() && !servesValues()) {
            throw new AdapterFailure(name() + " has none of keyOf, write and read; implement keyOf, or write and read");
        }
    }

    /**
     * Returns an object of the host as the adapter that it is.
     *
     * @param api the interface, as the loader of the host knows it
     * @throws AdapterFailure if it cannot serve as one
     */
    static HostAdapter of(Class<?> api, Object adapter) throws ReflectiveOperationException, AdapterFailure {
        return new HostAdapter(api, adapter);
    }

    private Class<?> adaptable(Class<?> declared) throws AdapterFailure {
        boolean exact = !declared.isInterface()
                && !declared.isArray()
                && !declared.isPrimitive()
                && !Enum.class.isAssignableFrom(declared)
                && !Modifier.isAbstract(declared.getModifiers());
        if (!exact) {
            throw new AdapterFailure(name() + ".type() is " + declared.getTypeName()
                    + "; return a class that has objects of its very own: no interface, abstract class, array or enum");
        }
        if (JdkClasses.contains(declared)) {
            throw new AdapterFailure(name() + ".type() is " + declared.getName()
                    + ", a class of the JDK; adapt the class of yours that holds it");
        }
        return declared;
    }

    /** Returns the class whose objects it serves, and no others. */
    public Class<?> type() {
        return type;
    }

    /** Returns the name of the adapter's class. */
    public String name() {
        return adapter.getClass().getName();
    }

    /** Returns what the author changes with the adapter. */
    public String version() {
        return version;
    }

    boolean servesKeys() {
        return implemented(keyOf);
    }

    boolean servesValues() {
        return servesWrite() && servesRead();
    }

    private boolean servesWrite() {
        return implemented(write);
    }

    private boolean servesRead() {
        return implemented(read);
    }

    /** Whether a method is any other than the interface's own, which stands for "not served". */
    private boolean implemented(Method method) {
        try {
            return adapter.getClass()
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass()
                    != method.getDeclaringClass();
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    /** Returns what counts of an object; never null. */
    public Object keyOf(Object value) throws AdapterFailure {
        return called(keyOf, value);
    }

    /** Returns the plain value of an object; never null. */
    public Object write(Object value) throws AdapterFailure {
        return called(write, value);
    }

    /** Returns an object of exactly the adapter's type. */
    public Object read(Object written) throws AdapterFailure {
        Object made = called(read, written);
        if (made.getClass() != type) {
            throw new AdapterFailure(
                    name() + ".read returned a " + made.getClass().getName() + ", not a " + type.getName());
        }
        return made;
    }

    private Object called(Method method, @Nullable Object... arguments) throws AdapterFailure {
        Object returned;
        try {
            returned = method.invoke(adapter, arguments);
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getTargetException();
            if (cause instanceof VirtualMachineError fatal && !(cause instanceof StackOverflowError)) {
                throw fatal;
            }
            // Without its message, which may hold what the object holds.
            throw new AdapterFailure(name() + "." + method.getName() + " threw "
                    + cause.getClass().getName() + "; it must not throw");
        } catch (IllegalAccessException closed) {
            throw new AdapterFailure(name() + "." + method.getName() + " cannot be called: " + closed.getMessage());
        }
        if (returned == null) {
            throw new AdapterFailure(name() + "." + method.getName() + " returned null; it must return a value");
        }
        return returned;
    }
}
