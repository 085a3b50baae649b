package dev.reprise.weaver.match;

import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.CallbackRule;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a method cannot be woven, although a rule names it. */
final class Refusals {

    private static final int OLDEST_CLASS_FILE = 49;

    private static final Set<String> SHAPES = Set.of(
            "kotlin.sequences.Sequence",
            "com.google.common.util.concurrent.ListenableFuture",
            "java.util.ListIterator",
            "java.util.Spliterator",
            "java.util.Enumeration",
            "java.util.stream.IntStream",
            "java.util.stream.LongStream",
            "java.util.stream.DoubleStream",
            "java.io.InputStream",
            "java.io.Reader");

    private static final List<String> SHAPE_PACKAGES =
            List.of("io.reactivex.", "io.smallrye.mutiny.", "kotlinx.coroutines.");

    private Refusals() {}

    /** Of these packages, what can be made from and into a publisher. */
    private static final Set<String> SUPPORTED = Set.of("Flowable", "Observable", "Single", "Maybe");

    private static final Set<String> OF_COROUTINES =
            Set.of("kotlinx.coroutines.Deferred", "kotlinx.coroutines.flow.Flow");

    private static boolean isShape(String type) {
        if (type.startsWith("io.reactivex.") && SUPPORTED.contains(type.substring(type.lastIndexOf('.') + 1))) {
            return false;
        }
        if (OF_COROUTINES.contains(type)) {
            return false;
        }
        for (String prefix : SHAPE_PACKAGES) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return SHAPES.contains(type);
    }

    /** Returns what stands against a method and what to do, or null if nothing does. */
    static @Nullable String reason(ClassMethod method, int classFileVersion, Finding finding) {
        CallbackRule callback = finding.callback();
        BatchRule batch = finding.batch();
        if (classFileVersion < OLDEST_CLASS_FILE) {
            return "its class was compiled for Java 1.4 or older; compile it for a newer one";
        }
        if (method.isInitializer()) {
            return "it is a constructor; name the method that does the work";
        }
        if (method.isAbstract()) {
            return "it is abstract; write Type+#method to choose the classes that implement it";
        }
        if (method.isNative()) {
            return "it is native; name the Java method that calls it";
        }
        List<String> parameters = Descriptors.parameters(method.descriptor());
        if (finding.evicts()) {
            String returned = Descriptors.returnType(method.descriptor());
            String later =
                    method.isSuspend() ? "is a suspend function" : isShape(returned) ? "returns " + returned : null;
            return later == null
                    ? null
                    : "it " + later
                            + ", of which nobody tells when it has ended; call Reprise.evictTag or the like behind"
                            + " it";
        }
        if (method.isSuspend()) {
            return callback == null
                    ? null
                    : "it is a suspend function with a callback, which this version does not support";
        }
        if (!parameters.isEmpty() && parameters.get(parameters.size() - 1).equals("kotlin.coroutines.Continuation")) {
            return "it is handed a continuation, but is no suspend function";
        }
        String result = Descriptors.returnType(method.descriptor());
        if (callback != null) {
            return callbackReason(parameters, callback.argument());
        }
        if (result.equals("void")) {
            return "it returns nothing that could be kept; name a method that returns its answer"
                    + orCallback(parameters);
        }
        if (isShape(result)) {
            return "it returns " + result + ", which hands over its answer later and is not supported by this version; "
                    + "name the method that returns the answer itself";
        }
        return batch == null ? null : batchReason(parameters, batch.argument());
    }

    /** Names the last argument that may be a callback. */
    private static String orCallback(List<String> parameters) {
        for (int i = parameters.size() - 1; i >= 0; i--) {
            String type = parameters.get(i);
            if (!Descriptors.isPrimitive(type) && !type.endsWith("]") && !type.startsWith("java.lang.")) {
                return ", or say which argument it hands its answer to, such as `callback: { argument: " + i
                        + ", ends: [onComplete], fails: [onError] }`";
            }
        }
        return "";
    }

    private static @Nullable String callbackReason(List<String> parameters, int argument) {
        if (argument >= parameters.size()) {
            return "callback.argument: " + noArgument(parameters, argument);
        }
        String type = parameters.get(argument);
        return type.endsWith("]") || Descriptors.isPrimitive(type)
                ? "callback.argument: argument " + argument + " is of type " + type
                        + ", which has no methods to call back"
                : null;
    }

    private static @Nullable String batchReason(List<String> parameters, int argument) {
        if (argument >= parameters.size()) {
            return "batch.argument: " + noArgument(parameters, argument);
        }
        String type = parameters.get(argument);
        return !type.endsWith("]") && Descriptors.isPrimitive(type)
                ? "batch.argument: argument " + argument + " is of type " + type + ", which is one item"
                : null;
    }

    private static String noArgument(List<String> parameters, int argument) {
        return "it has no argument " + argument
                + (parameters.isEmpty() ? "" : "; write 0 to " + (parameters.size() - 1));
    }
}
