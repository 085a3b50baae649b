package dev.reprise.clients;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of a library with every option set, through its own builders, factories and constructors, so that a test
 * knows of an option as soon as the library has it. The same calls make equal objects. Not safe for several threads.
 */
public final class Samples {

    private final Map<Class<?>, Function<Samples, Object>> given = new HashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private final int deepest;
    private final int choice;
    private final Deque<String> path = new ArrayDeque<>();
    private boolean reversed;

    /**
     * Creates a maker.
     *
     * @param deepest how deeply builders may be nested
     * @param choice which way to take where a type offers several
     */
    public Samples(int deepest, int choice) {
        this.deepest = deepest;
        this.choice = choice;
    }

    /** Says how objects of a type are made. */
    public <T> Samples give(Class<T> type, Function<Samples, T> maker) {
        given.put(type, maker::apply);
        return this;
    }

    /** Says that an option of a builder is not to be set, such as {@code com.acme.Chat$Builder#timeout}. */
    public Samples leaveOut(String... options) {
        leftOut.addAll(List.of(options));
        return this;
    }

    /** Sets the options of builders in the opposite order from now on, to the same values. */
    public Samples reversed() {
        reversed = !reversed;
        return this;
    }

    /** Returns an object of a type with everything set. */
    public <T> T full(Class<T> type) {
        Object made = make(type, 0);
        if (made == null) {
            throw new IllegalArgumentException("no way is known to make a " + type.getName());
        }
        return type.cast(made);
    }

    /**
     * Sets every option of a builder, as far as a value for it can be made.
     *
     * @return the names of the options that were set
     */
    public List<String> fill(Object builder) {
        return fill(builder, 0);
    }

    private List<String> fill(Object builder, int depth) {
        List<String> set = new ArrayList<>();
        for (Method option : options(builder.getClass())) {
            path.addLast(option.getName());
            Object value = make(option.getGenericParameterTypes()[0], depth + 1);
            path.removeLast();
            if (value != null && call(option, builder, value) != null && !set.contains(option.getName())) {
                set.add(option.getName());
            }
        }
        return set;
    }

    /** Returns the options of a builder in a fixed order: methods of one parameter that return a builder. */
    private List<Method> options(Class<?> builder) {
        List<Method> options = new ArrayList<>();
        for (Method each : builder.getMethods()) {
            Method method = each.isBridge() ? madeVisible(each) : each;
            if (method != null
                    && method.getParameterCount() == 1
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class
                    && method.getReturnType().isAssignableFrom(builder)
                    && method.getReturnType() != Object.class
                    && !method.getName()
                            .matches("from(\\$.*)?|remove.*|putAll.*|replaceAll.*|equals|applyMutation|overrideWith")
                    && !leftOut.contains(builder.getName() + "#" + method.getName())) {
                options.add(accessible(method));
            }
        }
        if (options.stream().anyMatch(option -> isMany(option.getParameterTypes()[0]))) {
            options.removeIf(option -> option.getName().matches("(add|put)[A-Z].*"));
        }
        // Other ways to set the same: contentOfParts beside content.
        Set<String> names = options.stream().map(Method::getName).collect(Collectors.toSet());
        options.removeIf(option -> names.contains(option.getName().replaceFirst("(Of|As)[A-Z].*", ""))
                && option.getName().matches(".+(Of|As)[A-Z].*"));
        // The raw way of an option (a JSON field, say) goes first, so that the typed one has the last word.
        Comparator<Method> byName = Comparator.comparing(Method::getName);
        options.sort((reversed ? byName.reversed() : byName)
                .thenComparing(method -> rank(method.getParameterTypes()[0]))
                .thenComparing(method -> method.getParameterTypes()[0].getName()));
        return options;
    }

    /** Returns the method of a hidden superclass that a bridge only makes visible; null if it stands for another one. */
    private static @Nullable Method madeVisible(Method bridge) {
        Class<?> declaring = bridge.getDeclaringClass();
        for (Method other : declaring.getDeclaredMethods()) {
            if (!other.isBridge() && other.getName().equals(bridge.getName())) {
                return null;
            }
        }
        for (Class<?> at = declaring.getSuperclass(); at != null; at = at.getSuperclass()) {
            try {
                return at.getDeclaredMethod(bridge.getName(), bridge.getParameterTypes());
            } catch (NoSuchMethodException higher) {
                // It is declared further up.
            }
        }
        return null;
    }

    private static boolean isMany(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private int rank(Class<?> type) {
        boolean raw = type.getSimpleName().startsWith("Json") || type == Optional.class || type == Object.class;
        return raw ? 0 : 1;
    }

    private @Nullable Object make(Type type, int depth) {
        Class<?> raw = erase(type);
        Function<Samples, Object> maker = given.get(raw);
        if (maker != null) {
            return maker.apply(this);
        }
        if (raw == String.class || raw == CharSequence.class || raw == Object.class) {
            return String.join(".", path) + " " + choice;
        }
        Object leaf = raw.isPrimitive() ? primitive(raw) : null;
        if (leaf != null) {
            return leaf;
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            Object element = make(argument(type, 0), depth);
            if (element == null) {
                return null;
            }
            return raw == Set.class
                    ? Set.of(element)
                    : raw.isAssignableFrom(ArrayList.class) ? new ArrayList<>(List.of(element)) : null;
        }
        if (raw == Map.class) {
            Object key = make(argument(type, 0), depth);
            Object value = make(argument(type, 1), depth);
            return key == null || value == null ? null : new HashMap<>(Map.of(key, value));
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(make(argument(type, 0), depth));
        }
        if (raw.isArray()) {
            Object element = make(raw.getComponentType(), depth);
            if (element == null) {
                return null;
            }
            Object array = Array.newInstance(raw.getComponentType(), 1);
            Array.set(array, 0, element);
            return array;
        }
        Object sample = Leaves.sample(raw);
        if (sample != null || Parts.isOfJdk(raw)) {
            return sample;
        }
        return depth > deepest ? null : ofLibrary(raw, depth);
    }

    private @Nullable Object ofLibrary(Class<?> type, int depth) {
        List<Method> factories = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    && type.isAssignableFrom(method.getReturnType())
                    && !method.getName().matches("fromJson|valueOf|parse|empty|none|ofNull.*")) {
                factories.add(accessible(method));
            }
        }
        factories.sort(Comparator.comparing(Method::getName)
                .thenComparing(Method::getParameterCount)
                .thenComparing(method -> Arrays.toString(method.getParameterTypes())));
        Object built = built(type, depth);
        if (built != null) {
            return built;
        }
        for (int i = 0; i < factories.size(); i++) {
            Method factory = factories.get((i + choice) % factories.size());
            Object made = called(factory, depth);
            if (made != null) {
                return made;
            }
        }
        List<Constructor<?>> constructors = new ArrayList<>(List.of(type.getConstructors()));
        constructors.sort(Comparator.<Constructor<?>>comparingInt(Constructor::getParameterCount)
                .reversed()
                .thenComparing(constructor -> Arrays.toString(constructor.getParameterTypes())));
        for (Constructor<?> constructor :
                Modifier.isAbstract(type.getModifiers()) ? List.<Constructor<?>>of() : constructors) {
            Object[] arguments = arguments(constructor.getGenericParameterTypes(), depth);
            if (arguments != null) {
                try {
                    Object made = constructor.newInstance(arguments);
                    fill(made, depth);
                    return made;
                } catch (ReflectiveOperationException | RuntimeException refused) {
                    // Another constructor may take what this one does not.
                }
            }
        }
        return null;
    }

    private @Nullable Object built(Class<?> type, int depth) {
        try {
            Object builder = accessible(type.getMethod("builder")).invoke(null);
            fill(builder, depth);
            Object made = accessible(builder.getClass().getMethod("build")).invoke(builder);
            return type.isInstance(made) ? made : null;
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }

    private @Nullable Object called(Method factory, int depth) {
        Object[] arguments = arguments(factory.getGenericParameterTypes(), depth);
        if (arguments == null || (arguments.length == 0 && factory.getName().equals("builder"))) {
            return null;
        }
        try {
            return factory.invoke(null, arguments);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            return null;
        }
    }

    private Object @Nullable [] arguments(Type[] types, int depth) {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object argument = make(types[i], depth + 1);
            if (argument == null) {
                return null;
            }
            arguments[i] = argument;
        }
        return arguments;
    }

    private static @Nullable Object call(Method option, Object builder, Object value) {
        try {
            return option.invoke(builder, value);
        } catch (InvocationTargetException | IllegalAccessException | IllegalArgumentException refused) {
            return null;
        }
    }

    private @Nullable Object primitive(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == char.class) {
            return 'c';
        }
        int value = 1 + Math.floorMod(String.join(".", path).hashCode() + choice, 100);
        return type == int.class
                ? (Object) value
                : type == long.class
                        ? (Object) (long) value
                        : type == double.class
                                ? (Object) (value / 128.0)
                                : type == float.class
                                        ? (Object) (value / 128f)
                                        : type == short.class ? (Object) (short) value : (byte) value;
    }

    private static Method accessible(Method method) {
        method.trySetAccessible();
        return method;
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index) {
            return generic.getActualTypeArguments()[index];
        }
        return String.class;
    }

    private static Class<?> erase(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return erase(generic.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return erase(
                    wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        return type instanceof GenericArrayType array
                ? Array.newInstance(erase(array.getGenericComponentType()), 0).getClass()
                : Object.class;
    }
}
