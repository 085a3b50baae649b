package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a method takes many items at once and answers each of them: takes its calls and its answers apart, and puts them
 * together. What it is given stays as it is.
 *
 * <p>Safe for use by any number of threads; holds classes of the host, as its method does.
 */
public final class Batch {

    private final int argument;
    /** The index of an argument in which a library repeats the first item, or -1. */
    private final int first;

    private final Items items;
    private final Results results;

    private Batch(int argument, int first, Items items, Results results) {
        this.argument = argument;
        this.first = first;
        this.items = items;
        this.results = results;
    }

    /**
     * Returns how a method takes many items.
     *
     * @param method the method
     * @param argument the index of the argument that holds them
     * @param answer the type of what the method answers, at once or later
     * @param access opens what has to be read
     * @throws Uncacheable if items or results of these types cannot be told apart
     */
    public static Batch of(Method method, int argument, Class<?> answer, FieldAccess access) throws Uncacheable {
        try {
            ClassLoader loader = method.getDeclaringClass().getClassLoader();
            return new Batch(
                    argument,
                    Libraries.first(method),
                    Libraries.items(method.getParameterTypes()[argument], access),
                    Libraries.results(answer, loader, access));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
            throw new Uncacheable("its items cannot be told apart in this version of the library: " + otherVersion);
        }
    }

    /** Returns the index of the argument that holds the items. */
    public int argument() {
        return argument;
    }

    /** Returns the items of a call in their order; none if its argument is not one whose items can be told apart. */
    public List<Object> items(@Nullable Object[] arguments) {
        Object held = arguments[argument];
        try {
            List<?> found = held == null ? null : items.of(held);
            List<Object> all = new ArrayList<>();
            for (Object item : found == null ? List.of() : found) {
                if (item == null) {
                    return List.of();
                }
                all.add(item);
            }
            return all;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
            return List.of();
        }
    }

    /** Returns whether nothing of a call can be lost when it is made again, because its items are just in another form. */
    public boolean isInOtherForm(@Nullable Object[] arguments) {
        Object held = arguments[argument];
        try {
            return held != null && !items.isUsual(held);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    /** Returns the arguments of a call that is about other items; the very same for one item that is there alone already. */
    public @Nullable Object[] about(@Nullable Object[] arguments, List<Object> others) throws Uncacheable {
        Object held = arguments[argument];
        try {
            if (held == null) {
                throw new IllegalArgumentException("no items");
            }
            if (others.size() == 1 && isAlone(held, others.get(0))) {
                return arguments;
            }
            @Nullable Object[] made = arguments.clone();
            made[argument] = items.with(held, others);
            if (first >= 0 && isFirst(held, arguments[first])) {
                made[first] = others.get(0);
            }
            return made;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw unreadable("a call about fewer items", failure);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Another object may be there for another reason.
    private boolean isFirst(Object held, @Nullable Object repeated) throws ReflectiveOperationException {
        List<?> all = items.of(held);
        return all != null && !all.isEmpty() && all.get(0) == repeated;
    }

    @SuppressWarnings("ReferenceEquality") // An equal one would do as well, but only the host knows what is equal.
    private boolean isAlone(Object held, Object item) throws ReflectiveOperationException {
        List<?> all = items.of(held);
        return all != null && all.size() == 1 && all.get(0) == item && items.isUsual(held);
    }

    /**
     * Returns the results of a whole answer in the order of the items.
     *
     * @param count how many items were asked about
     * @throws Uncacheable if there is not just one for each item, with content
     */
    public List<Object> results(Object answer, int count) throws Uncacheable {
        try {
            List<?> found = results.of(answer);
            if (found == null || found.size() != count) {
                throw new Uncacheable("its answer does not have one result for each item");
            }
            @Nullable Object[] ordered = new Object[count];
            for (int i = 0; i < count; i++) {
                Object result = found.get(i);
                if (result == null || isEmpty(results.content(result))) {
                    throw new Uncacheable("the result of an item is null or empty");
                }
                long place = results.place(result, i);
                if (place < 0 || place >= count || ordered[(int) place] != null) {
                    throw new Uncacheable("its results do not tell which items they are of");
                }
                ordered[(int) place] = result;
            }
            return all(ordered);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw unreadable("its answer", failure);
        }
    }

    private static List<Object> all(@Nullable Object[] ordered) {
        List<Object> all = new ArrayList<>(ordered.length);
        for (Object each : ordered) {
            if (each != null) {
                all.add(each);
            }
        }
        return all;
    }

    private static boolean isEmpty(@Nullable Object content) {
        if (content instanceof Optional<?> optional) {
            return optional.isEmpty() || isEmpty(optional.get());
        }
        return content == null
                || (content instanceof CharSequence text && text.isEmpty())
                || (content instanceof Collection<?> elements && elements.isEmpty())
                || (content.getClass().isArray() && Array.getLength(content) == 0);
    }

    /**
     * Returns an answer with other results.
     *
     * @param like what everything else is taken from
     * @param others the results in the order of their items; none for an answer that is only to be given others
     * @param asked whether a provider was asked for just that: otherwise what he said of it is left out
     * @throws Uncacheable if there can be no such answer
     */
    public Object answer(Object like, List<Object> others, boolean asked) throws Uncacheable {
        try {
            List<@Nullable Object> placed = new ArrayList<>(others.size());
            for (int i = 0; i < others.size(); i++) {
                placed.add(results.placed(others.get(i), i));
            }
            return results.with(like, placed, asked);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw unreadable("an answer of other results", failure);
        }
    }

    /**
     * Returns an answer with the results of another one just as they are there, in whatever order.
     *
     * @param like what everything else is taken from
     * @throws Uncacheable if there can be no such answer
     */
    public Object answer(Object like, Object resultsOf) throws Uncacheable {
        try {
            List<?> found = results.of(resultsOf);
            if (found == null) {
                throw new Uncacheable("its answer has no results to read");
            }
            return results.with(like, new ArrayList<>(found), /* asked= */ true);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw unreadable("an answer of other results", failure);
        }
    }

    /**
     * Returns the answer of a call of which only some items were asked about. A result that is null or empty is that in the
     * whole, too.
     *
     * @param real what was answered about those
     * @param known the results of the others in the order of all items; null where one was asked about
     * @throws Uncacheable if there can be no such answer, because there is not just one result for each that was asked about
     */
    public Object joined(Object real, List<@Nullable Object> known) throws Uncacheable {
        try {
            List<?> found = results.of(real);
            if (found == null) {
                throw new Uncacheable("its answer has no results to read");
            }
            return joined(real, found, known);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw unreadable("an answer of which some came from entries", failure);
        }
    }

    private Object joined(Object real, List<?> found, List<@Nullable Object> known)
            throws ReflectiveOperationException, Uncacheable {
        int[] asked = new int[known.size()];
        int count = 0;
        for (int i = 0; i < asked.length; i++) {
            if (known.get(i) == null) {
                asked[count++] = i;
            }
        }
        if (found.size() != count) {
            throw new Uncacheable("results: " + found.size() + ", items asked about: " + count);
        }
        List<@Nullable Object> all = new ArrayList<>(known);
        boolean[] filled = new boolean[count];
        for (int i = 0; i < count; i++) {
            Object result = found.get(i);
            long place = result == null ? i : results.place(result, i);
            if (place < 0 || place >= count || filled[(int) place]) {
                throw new Uncacheable("its results do not tell which items they are of");
            }
            filled[(int) place] = true;
            all.set(asked[(int) place], result);
        }
        for (int i = 0; i < all.size(); i++) {
            all.set(i, placed(all.get(i), i));
        }
        return results.with(real, all, /* asked= */ true);
    }

    private @Nullable Object placed(@Nullable Object result, int place) throws ReflectiveOperationException {
        return result == null ? null : results.placed(result, place);
    }

    private static Uncacheable unreadable(String what, Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return new Uncacheable(what + " cannot be had: " + cause.getClass().getName());
    }
}
