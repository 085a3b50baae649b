package dev.reprise.weaver.check;

import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Nearest;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells of a method that can be woven what the engine would say of it at its first call, as far as class files tell. */
final class Fitness {

    /** What hands over its answer later or in parts, and is known. */
    private static final Set<String> SHAPES = Set.of(
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "java.util.stream.Stream",
            "java.util.Iterator",
            "java.lang.Iterable");

    private final ClassFiles classes;
    private final Codecs codecs = new Codecs(FieldAccess.NONE);

    Fitness(ClassFiles classes) {
        this.classes = classes;
    }

    /** Returns what stands against caching it, and what to do; null if nothing is known to. */
    @Nullable
    String reason(ClassMethod method, MethodRule rule) {
        CallbackRule callback = rule.callback();
        if (callback != null) {
            return callbackReason(Descriptors.parameters(method.descriptor()).get(callback.argument()), callback);
        }
        String result = Descriptors.returnType(method.descriptor());
        return method.isSuspend() || !result.startsWith("java.") || result.endsWith("]") || SHAPES.contains(result)
                ? null
                : jdkReason(result, rule.allow());
    }

    /** The JDK's own classes are the only ones that may be loaded here. */
    private @Nullable String jdkReason(String type, List<String> allow) {
        try {
            Class<?> known = Class.forName(type, /* initialize= */ false, ClassLoader.getPlatformClassLoader());
            codecs.codec(known, Object.class, allow);
            return null;
        } catch (ClassNotFoundException otherJdk) {
            return null;
        } catch (Uncacheable reason) {
            return reason.reason();
        }
    }

    private @Nullable String callbackReason(String type, CallbackRule callback) {
        ClassFile file = classes.read(type.replace('.', '/'));
        if (file == null) {
            return null;
        }
        if (!file.isInterface()) {
            return "argument " + callback.argument() + ", its callback, is of " + type
                    + ", which is no interface; only of an interface something can stand for it";
        }
        Set<String> there = methods(file);
        String ends = missing("ends", callback.ends(), there, type);
        return ends == null ? missing("fails", callback.fails(), there, type) : ends;
    }

    private static @Nullable String missing(String key, List<String> names, Set<String> there, String type) {
        for (String name : names) {
            if (!there.contains(name)) {
                String nearest = Nearest.of(name, there);
                return "callback." + key + ": " + type + " has no method " + name
                        + (nearest == null ? "; it has " + String.join(", ", there) : "; the nearest is " + nearest);
            }
        }
        return null;
    }

    /** Returns the names of an interface's methods, and of those that it extends. */
    private Set<String> methods(ClassFile type) {
        Set<String> names = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<ClassFile> open = new ArrayDeque<>(List.of(type));
        for (ClassFile file = open.poll(); file != null; file = open.poll()) {
            for (ClassMethod method : file.methods()) {
                if (!method.isStatic() && !method.isInitializer()) {
                    names.add(method.name());
                }
            }
            for (String parent : file.interfaces()) {
                ClassFile read = seen.add(parent) ? classes.read(parent) : null;
                if (read != null) {
                    open.add(read);
                }
            }
        }
        return names;
    }
}
