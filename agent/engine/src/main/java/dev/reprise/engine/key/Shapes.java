package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the shape of each class, once. The choice hangs on the class itself, so that nothing here keeps a loader of
 * the host alive. Safe for use by any number of threads.
 */
final class Shapes extends ClassValue<Shape> {

    /** JDK classes that a class of the host may extend: what they keep is not state, or is reached otherwise. */
    private static final Set<Class<?>> STATELESS = Set.of(Object.class, Record.class, Number.class);

    private final FieldAccess access;

    Shapes(FieldAccess access) {
        this.access = access;
    }

    /** Returns what opens packages. */
    FieldAccess access() {
        return access;
    }

    @Override
    protected Shape computeValue(Class<?> type) {
        if (Enum.class.isAssignableFrom(type)) {
            return ofEnum(type);
        }
        Shape leaf = JdkValues.shape(type);
        if (leaf != null) {
            return leaf;
        }
        if (type.isArray()) {
            return ArrayShape.of(type);
        }
        if (Shape.class.isAssignableFrom(type)) { // Of an adapter.
            return (value, walk, rules) -> ((Shape) value).write(value, walk, rules);
        }
        Shape connections = JdkConnections.shape(type, access);
        if (connections != null) {
            return connections;
        }
        AwsAccount account = AwsAccount.of(type, access);
        if (account != null) {
            return account;
        }
        Shape refusing = GoogleAccount.refusing(type);
        if (refusing != null) {
            return refusing;
        }
        if (type.isHidden() || type.getName().contains("$$Lambda")) {
            return new LambdaShape(type, access);
        }
        if (Proxy.isProxyClass(type)) {
            NoContent deciding = NoContent.deciding(type); // Whatever its handler tells.
            return deciding == null ? new ProxyShape(type) : deciding;
        }
        if (JdkClasses.contains(type)) {
            Shape container = JdkContainers.shape(type, access);
            return container == null ? ofJdk(type) : container;
        }
        if (HttpClients.includes(type.getName()) || SpringAi.isConnectedBy(type.getName())) {
            Shape client = ofHost(type);
            return client instanceof Resource ? client : new Resource(type.getName(), client);
        }
        if (Ollama4j.isExtendedMessage(type)) {
            return new Refused("is a " + type.getName()
                    + " of the service's own, and what its getters add to the request is not in its fields");
        }
        NoContent noContent = NoContent.of(type);
        return noContent == null ? ofHost(type) : noContent;
    }

    private Shape ofEnum(Class<?> type) {
        try {
            return EnumShape.of(type, access);
        } catch (RuntimeException | LinkageError closed) {
            return new Unreadable("cannot be read: " + closed);
        }
    }

    /** A class of the JDK of which nothing is known may hold anything: a format its pattern, a request its address. */
    private static Shape ofJdk(Class<?> type) {
        NoContent noContent = NoContent.of(type);
        if (noContent != null) {
            return noContent;
        }
        return JdkValues.isStateless(type)
                ? JdkValues.stateless(type)
                : new Unreadable("is a class of the JDK whose state cannot be read");
    }

    private Shape ofHost(Class<?> type) {
        Class<?> base = type.getSuperclass();
        while (base != null && !JdkClasses.contains(base)) {
            base = base.getSuperclass();
        }
        if (base != null && !STATELESS.contains(base) && !isContainer(base)) {
            return new Unreadable("extends " + base.getName() + ", whose state cannot be read");
        }
        if (!isContainer(type) && hidesState(type)) {
            return new Unreadable("keeps its content in transient fields and writes it in a way of its own");
        }
        @Nullable Shape elements = isContainer(type) ? JdkContainers.elements(type) : null;
        try {
            Shape shape = ObjectShape.of(type, elements, access);
            return AutoCloseable.class.isAssignableFrom(type) ? new Resource(type.getName(), shape) : shape;
        } catch (RuntimeException | LinkageError closed) {
            return new Unreadable("cannot be read: " + closed);
        }
    }

    /** A multimap of Guava, say: its fields are transient, and {@code writeObject} writes what is in them. */
    private static boolean hidesState(Class<?> type) {
        boolean hidden = false;
        boolean writes = false;
        for (Class<?> at = type; at != null && !JdkClasses.contains(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                hidden |= Modifier.isTransient(field.getModifiers()) && !Modifier.isStatic(field.getModifiers());
            }
            for (Method method : at.getDeclaredMethods()) {
                writes |= method.getName().equals("writeObject")
                        || method.getName().equals("writeReplace");
            }
        }
        return hidden && writes;
    }

    private static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
