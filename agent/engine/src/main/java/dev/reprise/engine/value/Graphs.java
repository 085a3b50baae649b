package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Graphs to bytes and back by Apache Fory.
 *
 * <p>A Fory serves one thread at a time and remembers classes: they are lent from a pool that belongs to one codec, not
 * kept by threads.
 */
final class Graphs {

    private static final int MAX_DEPTH = 250;
    private static final long MAX_GRAPH_BYTES = 256L << 20;

    private final ArrayBlockingQueue<Fory> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
    private final SharedRegistry registry;
    private final ClassLoader loader;
    private final AllowList allowed;

    Graphs(@Nullable ClassLoader loader, AllowList allowed, FieldAccess access) {
        // Since JDK 24 this is the way to final fields that neither warns nor fails; it must be open before Fory looks.
        access.open(Object.class.getModule(), "java.lang.invoke");
        LoggerFactory.disableLogging(); // Fory prints to the standard output otherwise.
        this.loader = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        this.allowed = allowed;
        this.registry = new SharedRegistry();
    }

    byte[] write(Object value) {
        Fory fory = borrow();
        byte[] bytes = fory.serialize(value);
        giveBack(fory);
        return bytes;
    }

    Object read(byte[] content, int start) throws Undecodable {
        Fory fory = borrow();
        MemoryBuffer bytes = MemoryUtils.wrap(content, start, content.length - start);
        Object value = fory.deserialize(bytes);
        if (bytes.remaining() != 0) {
            throw new Undecodable("more bytes than the answer has");
        }
        if (value == null) {
            throw new Undecodable("no answer");
        }
        giveBack(fory);
        return value;
    }

    private Fory borrow() {
        Fory fory = idle.poll();
        return fory == null ? make() : fory;
    }

    /** Not after a failure: what state a Fory is then in is not known. */
    private void giveBack(Fory fory) {
        idle.offer(fory);
    }

    private Fory make() {
        return Fory.builder()
                .withXlang(false)
                .withSharedRegistry(registry)
                .withClassLoader(loader)
                .withCodegen(false)
                .withAsyncCompilation(false)
                .withCompatible(false)
                .withClassVersionCheck(true)
                .withRefTracking(true)
                .requireClassRegistration(false)
                .suppressClassRegistrationWarnings(true)
                .registerGuavaTypes(false)
                .withDeserializeUnknownClass(false)
                .serializeEnumByName(true)
                .withMaxDepth(MAX_DEPTH)
                .withMaxGraphMemoryBytes(MAX_GRAPH_BYTES)
                .withTypeChecker((resolver, className) -> allowed.permits(className))
                .withSerializerFactory(this::refuseOthers)
                .build();
    }

    /** Fory also looks where the thread's context class loader leads: a class from there is none of the method's. */
    private @Nullable Serializer<?> refuseOthers(TypeResolver resolver, Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (Liveness.of(element) != null || (!element.isPrimitive() && !isKnown(element))) {
            throw new IllegalArgumentException(type.getName() + " is not allowed");
        }
        return null; // Fory's own.
    }

    private boolean isKnown(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException unknown) {
            return false;
        }
    }
}
