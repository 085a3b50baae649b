package dev.reprise.engine.callback;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Protocol;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An argument of an interface whose methods are called with the parts of the answer, while the method runs or later. */
public final class CallbackShape implements HandedShape {

    private final int argument;
    private final Class<?> type;
    private final TypeArguments types;
    private final Type held;
    private final List<Method> methods;
    private final Set<String> ends;
    private final Set<String> fails;
    private final boolean later;

    private CallbackShape(
            int argument,
            Class<?> type,
            TypeArguments types,
            Type held,
            List<Method> methods,
            Set<String> ends,
            Set<String> fails,
            boolean later) {
        this.argument = argument;
        this.type = type;
        this.types = types;
        this.held = held;
        this.methods = methods;
        this.ends = ends;
        this.fails = fails;
        this.later = later;
    }

    /**
     * Returns the shape of a method's answers.
     *
     * @param argument the index of the argument that gets the parts
     * @param ends names of the methods that end an answer well; none if it has ended when the method returns
     * @param fails names of the methods that end one badly
     * @param later whether the method does not wait for the answer, even if it is there at times before it has returned
     * @param access opens the package of the argument's type
     * @throws Uncacheable if such an argument cannot be recorded
     */
    public static CallbackShape of(
            Method method, int argument, List<String> ends, List<String> fails, boolean later, FieldAccess access)
            throws Uncacheable {
        Class<?> type = method.getParameterTypes()[argument];
        if (!type.isInterface() || type.isSealed()) {
            throw new Uncacheable("argument " + argument + ", its callback, is of " + type.getName() + ", which is no"
                    + (type.isInterface() ? " open" : "")
                    + " interface; only of an interface something can stand for it");
        }
        Shape result = Shape.of(method);
        if (result.isInParts() || !result.held().equals(method.getGenericReturnType())) {
            throw new Uncacheable("it returns " + method.getReturnType().getName()
                    + " beside calling an argument back, which is not supported by this version");
        }
        List<Method> methods = methods(type, access);
        check(type, methods, ends, "ends");
        check(type, methods, fails, "fails");
        return new CallbackShape(
                argument,
                type,
                new TypeArguments(method.getGenericParameterTypes()[argument]),
                result.held(),
                methods,
                Set.copyOf(ends),
                Set.copyOf(fails),
                later);
    }

    private static List<Method> methods(Class<?> type, FieldAccess access) throws Uncacheable {
        List<Method> methods = new ArrayList<>();
        for (Method each : type.getMethods()) {
            if (!Modifier.isStatic(each.getModifiers())) {
                access.open(type.getModule(), type.getPackageName());
                if (!each.trySetAccessible()) {
                    throw new Uncacheable(each + " of its callback cannot be called; open the package with --add-opens "
                            + type.getModule().getName() + "/" + type.getPackageName() + "=ALL-UNNAMED");
                }
                methods.add(each);
            }
        }
        return List.copyOf(methods);
    }

    private static void check(Class<?> type, List<Method> methods, List<String> names, String key) throws Uncacheable {
        Set<String> there = new TreeSet<>();
        for (Method method : methods) {
            there.add(method.getName());
        }
        for (String name : names) {
            if (!there.contains(name)) {
                throw new Uncacheable("callback." + key + ": " + type.getName() + " has no method " + name + "; it has "
                        + String.join(", ", there));
            }
        }
    }

    @Override
    public int argument() {
        return argument;
    }

    @Override
    public List<Method> parts() {
        return methods.stream()
                .filter(method -> !fails.contains(method.getName()) && method.getReturnType() == void.class)
                .toList();
    }

    @Override
    public Type type(Method part, int parameter) {
        return types.of(part.getGenericParameterTypes()[parameter]);
    }

    Class<?> type() {
        return type;
    }

    boolean ends(Method method) {
        return ends.contains(method.getName());
    }

    boolean fails(Method method) {
        return fails.contains(method.getName());
    }

    /** Returns whether an answer has ended when the method returns. */
    boolean endsWithBody() {
        return ends.isEmpty();
    }

    /** Returns whether it does not matter where the calls come: an entry makes them on a thread of its own. */
    boolean isLater() {
        return later;
    }

    /** Returns whether by this method, and by no other, a callback is told all that there is of an answer that has ended badly. */
    boolean isTold(Method method) {
        return tells(method) && methods.stream().filter(this::tells).allMatch(each -> isSame(each, method));
    }

    /** Interfaces that are extended together may each have it. */
    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private boolean tells(Method method) {
        return fails(method)
                && method.getParameterCount() == 1
                && Throwable.class.isAssignableFrom(method.getParameterTypes()[0]);
    }

    /** Also later, where the callback is told of it in one way alone: of two, nobody knows which one tells what. */
    @Override
    public boolean canFail() {
        return isAtHand() || (isPromised() && methods.stream().anyMatch(this::isTold));
    }

    boolean isPart(Method method) {
        return methods.contains(method) && method.getReturnType() == void.class;
    }

    boolean isVoid() {
        return held == void.class;
    }

    /** Returns what the method returns, which an entry holds with the last part. */
    @Override
    public Type held() {
        return held;
    }

    /** Who calls back on another thread after the method has returned, as a service's own method may, does not say so. */
    @Override
    public boolean isPromised() {
        return later && isVoid();
    }

    @Override
    public boolean isAtHand() {
        return !later && (endsWithBody() || !isVoid());
    }

    /**
     * Tells the callback that its call has failed before anything came of it; that is thrown here if the callback has no method
     * for it.
     */
    public void fail(Object callback, Throwable thrown) throws Throwable {
        for (Method method : methods) {
            if (tells(method) && method.getParameterTypes()[0].isInstance(thrown)) {
                Protocol.call(method, callback, thrown);
                return;
            }
        }
        throw thrown;
    }

    @Override
    public RecordedArgument record(Object real, Parts parts, @Nullable Region region) throws Uncacheable {
        return new RecordedCallback(this, real, parts, region);
    }

    /**
     * Returns what makes the calls of an entry.
     *
     * @param callback the callback of the call that the entry answers
     * @param calls the calls, each a {@link Called}, whose arguments are the caller's own
     */
    public CallbackReplay replay(Object callback, List<?> calls) {
        return new CallbackReplay(callback, calls, handler());
    }

    /** LangChain4j tells a handler what it has thrown, and goes on. Of other libraries nothing is known. */
    private @Nullable Method handler() {
        for (Method method : methods) {
            if (type.getName().startsWith("dev.langchain4j.")
                    && fails(method)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == Throwable.class) {
                return method;
            }
        }
        return null;
    }
}
