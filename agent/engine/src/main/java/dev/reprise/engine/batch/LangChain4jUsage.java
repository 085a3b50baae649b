package dev.reprise.engine.batch;

import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens LangChain4j says were paid for. Modules of providers have classes of their own for it, which are made with
 * the three numbers as the library's is, or by a builder.
 */
final class LangChain4jUsage {

    private static final List<String> NUMBERS = List.of("inputTokenCount", "outputTokenCount", "totalTokenCount");

    private final Constructor<?> constructor;

    /**
     * @param type the library's own class
     */
    LangChain4jUsage(Class<?> type) throws ReflectiveOperationException {
        constructor = constructor(type);
    }

    /** Returns what says that nothing was paid, in those numbers that are there; null if nothing was said of it. */
    @Nullable
    Object zero(@Nullable Object said) throws ReflectiveOperationException {
        if (said == null) {
            return null;
        }
        @Nullable Object[] zeros = new Object[NUMBERS.size()];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = RecordType.zeroOf(
                    constructor.getDeclaringClass().getMethod(NUMBERS.get(i)).invoke(said));
        }
        Object alike = alike(said.getClass(), zeros);
        return alike == null ? constructor.newInstance(zeros) : alike;
    }

    /** Returns an object of the same class, so that it can be cast as the real one; null if none can be made. */
    private static @Nullable Object alike(Class<?> type, @Nullable Object[] zeros) {
        try {
            return constructor(type).newInstance(zeros);
        } catch (ReflectiveOperationException none) {
            return built(type, zeros);
        }
    }

    private static @Nullable Object built(Class<?> type, @Nullable Object[] zeros) {
        try {
            Object builder = type.getMethod("builder").invoke(null);
            for (int i = 0; i < zeros.length; i++) {
                builder.getClass().getMethod(NUMBERS.get(i), Integer.class).invoke(builder, zeros[i]);
            }
            Object made = builder.getClass().getMethod("build").invoke(builder);
            return made != null && made.getClass() == type ? made : null;
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor(Integer.class, Integer.class, Integer.class);
    }
}
