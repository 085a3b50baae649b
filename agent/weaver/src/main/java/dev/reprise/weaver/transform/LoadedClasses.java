package dev.reprise.weaver.transform;

import dev.reprise.weaver.match.ClassMatcher;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Weaves the classes that were loaded before the agent. No member of theirs is reflected on. */
public final class LoadedClasses {

    private LoadedClasses() {}

    /** The agent's own classes in the host's class path. */
    private static final String ENTRY_POINT = "dev.reprise.bootstrap.";

    private static final String FACADE = WeavingTransformer.FACADE.replace('/', '.');

    /**
     * Brings those classes that match to the transformer, one by one, so that one which fails fails alone. It looks twice: a
     * class can have been about to be loaded when the transformer was added, too late for it and too early for the first look.
     *
     * @param instrumentation the JVM's hook, to which the transformer was added
     * @param matcher chooses the methods
     */
    public static void retransform(Instrumentation instrumentation, ClassMatcher matcher) {
        Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        retransform(instrumentation, matcher, seen);
        retransform(instrumentation, matcher, seen);
    }

    private static void retransform(Instrumentation instrumentation, ClassMatcher matcher, Set<Class<?>> seen) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (WeavingTransformer.isHost(type.getClassLoader())
                    && !type.getName().startsWith(ENTRY_POINT)
                    && !type.isArray()
                    && !type.isHidden()
                    && seen.add(type)
                    && isCandidate(type, matcher)
                    && instrumentation.isModifiableClass(type)) {
                retransform(instrumentation, type);
            }
        }
    }

    /**
     * Returns the classes of the API that ask something of an agent, which may have asked already.
     *
     * @param instrumentation the JVM's hook
     */
    public static List<Class<?>> facades(Instrumentation instrumentation) {
        List<Class<?>> facades = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(FACADE)) {
                facades.add(type);
            }
        }
        return facades;
    }

    /**
     * Brings the classes of some names to the transformer, one by one as above; returns how many it were.
     *
     * @param seen those that are left alone, because they were brought before; gets the others
     */
    static int retransform(Instrumentation instrumentation, Set<String> names, Set<Class<?>> seen) {
        int count = 0;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (WeavingTransformer.isHost(type.getClassLoader())
                    && !type.isArray()
                    && !type.isHidden()
                    && names.contains(type.getName().replace('.', '/'))
                    && seen.add(type)
                    && instrumentation.isModifiableClass(type)) {
                retransform(instrumentation, type);
                count++;
            }
        }
        return count;
    }

    private static boolean isCandidate(Class<?> type, ClassMatcher matcher) {
        // A proxy has no resource to look at; the transformer will see its bytes. The facade it knows by name.
        if (Proxy.isProxyClass(type) || type.getName().equals(FACADE)) {
            return true;
        }
        try {
            byte[] bytes = read(type);
            return bytes != null && !matcher.match(type.getClassLoader(), bytes).isEmpty();
        } catch (Throwable unreadable) { // Also an error of its loader, which is code of the host.
            return false;
        }
    }

    private static byte @Nullable [] read(Class<?> type) throws IOException {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static void retransform(Instrumentation instrumentation, Class<?> type) {
        try {
            instrumentation.retransformClasses(type);
        } catch (Throwable failure) {
            LoggerFactory.getLogger(LoadedClasses.class)
                    .warn("{} runs without Reprise, because it could not be woven", type.getName(), failure);
        }
    }
}
