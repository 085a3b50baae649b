package dev.reprise.weaver.transform;

import dev.reprise.weaver.match.ChosenMethod;
import dev.reprise.weaver.match.ClassMatcher;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Weaves the classes of the host as the JVM defines them. It never throws, and says nothing of almost all classes.
 *
 * <p>Classes of the JDK's own loaders and of the agent are left alone. Safe for use by any number of threads.
 */
public final class WeavingTransformer implements ClassFileTransformer {

    private static final ClassLoader AGENT = WeavingTransformer.class.getClassLoader();
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    /** The one class of the API that asks something of the agent. */
    static final String FACADE = "dev/reprise/api/Reprise";

    private static final int LOOKS = 100;
    private static final long PAUSE_MILLIS = 10;

    private final ClassMatcher matcher;
    private final BeforeWeaving before;
    private final OldClasses old = new OldClasses();

    /** The names of the classes that have methods to be woven; not the classes, which come and go. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Null while methods are woven. */
    private volatile @Nullable PassedOver removed;

    /** What was passed over until they are woven again; null if they were never not. */
    private volatile @Nullable PassedOver lately;

    /**
     * Creates a transformer.
     *
     * @param matcher chooses the methods
     * @param before called before a class is woven
     */
    public WeavingTransformer(ClassMatcher matcher, BeforeWeaving before) {
        this.matcher = matcher;
        this.before = before;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || className == null || !isHost(loader) || className.startsWith("jdk/internal/")) {
            return null;
        }
        try {
            if (className.equals(FACADE)) {
                before.prepare(); // It may put a tenant in force before the first class is woven.
            }
            List<ChosenMethod> chosen = matcher.match(loader, bytes);
            if (chosen.isEmpty()) {
                return null;
            }
            names.add(className);
            return isPassedOver(loader, className) ? null : weave(className, bytes, chosen);
        } catch (Throwable failure) {
            // Bytes that cannot be read are the JVM's to reject; nothing is known of them, so nothing is said.
            return null;
        }
    }

    /** Noted first and asked again then, so that whoever ends it and looks afterwards finds the note, or this the end. */
    private boolean isPassedOver(ClassLoader loader, String className) {
        PassedOver passed = removed;
        if (passed == null) {
            return false;
        }
        passed.add(loader, className);
        return removed != null;
    }

    /** Answers the original from here on, or not. What is loaded already is for {@link #retransform}. */
    public void remove(boolean wanted) {
        PassedOver passed = wanted ? new PassedOver() : null;
        lately = removed;
        removed = passed;
    }

    /**
     * Lets the JVM ask anew for the classes that have methods to be woven. Where that is to weave them, it waits up to a
     * second for those that were being defined meanwhile and are not loaded yet.
     *
     * @param instrumentation the JVM's hook, to which this was added
     * @return how many classes it were
     */
    public int retransform(Instrumentation instrumentation) {
        Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int count = LoadedClasses.retransform(instrumentation, names, seen);
        PassedOver passed = removed == null ? lately : null;
        if (passed != null) {
            passed.found(seen);
            for (int look = 0; look < LOOKS && !passed.isEmpty() && pause(); look++) {
                count += LoadedClasses.retransform(instrumentation, names, seen);
                passed.found(seen);
            }
        }
        lately = null;
        return count;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a loader is one of the host's. */
    static boolean isHost(@Nullable ClassLoader loader) {
        return loader != null && loader != PLATFORM && loader != AGENT;
    }

    private byte @Nullable [] weave(String className, byte[] bytes, List<ChosenMethod> chosen) {
        try {
            before.prepare();
            List<Weaving> weavings = new ArrayList<>();
            for (ChosenMethod each : chosen) {
                weavings.add(new Weaving(
                        each.method().name(),
                        each.method().descriptor(),
                        each.method().maxLocals(),
                        weavings.size(),
                        each.plan().text(),
                        each.replaceable(),
                        each.replays(),
                        each.repeats(),
                        each.evicts()));
            }
            return ClassWeaver.weave(bytes, weavings);
        } catch (Throwable failure) {
            if (failure instanceof Subroutines) { // Not caught by name: the verifier would load it at every start.
                sayOld(className);
                return null;
            }
            LoggerFactory.getLogger(WeavingTransformer.class)
                    .warn(
                            "{} runs without Reprise, because it could not be woven",
                            className.replace('/', '.'),
                            failure);
            return null;
        }
    }

    private void sayOld(String className) {
        String line = old.line(className);
        if (line != null) {
            LoggerFactory.getLogger(WeavingTransformer.class).warn("{}", line);
        }
    }
}
