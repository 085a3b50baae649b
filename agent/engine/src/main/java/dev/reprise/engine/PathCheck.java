package dev.reprise.engine;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.config.Nearest;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a user names in vain: in {@code key: ignore} it costs hits, in {@code admit} an answer is kept that he does not
 * want. It follows declared types, and where these leave open what a call brings, anything may be named.
 */
final class PathCheck {

    private static final int LISTED = 10;

    private final Method method;
    private final String methodName;
    private final List<String> parameterNames;
    private final Adapters adapters;

    PathCheck(Target target, Adapters adapters) {
        this.adapters = adapters;
        method = target.method();
        methodName = target.declaredBy() + "#" + method.getName();
        parameterNames = target.parameterNames();
    }

    /** Returns what is wrong with a path and what would be right, or null if nothing is known to be. */
    @Nullable
    String problem(String path) {
        String[] names = path.replaceAll("\\[[^]]*]", "").split("\\.", -1);
        Class<?> type;
        if (names[0].equals("this")) {
            if (Modifier.isStatic(method.getModifiers())) {
                return methodName + " is static and has no \"this\"; leave it out";
            }
            type = method.getDeclaringClass();
        } else {
            int position = position(names[0]);
            if (position < 0) {
                return noParameter(names[0]);
            }
            type = erased(method.getGenericParameterTypes()[position]);
        }
        return problem(names, 1, type, adapters.forKeys()::containsKey);
    }

    /**
     * Returns what is wrong with a path into an answer and what would be right, or null if nothing is known to be.
     *
     * @param types the declared types of which the answer, or a part of it, is one
     */
    @Nullable
    String problemInAnswer(String path, List<Type> types) {
        String[] names = path.split("\\.", -1);
        String first = null;
        for (Type type : types) {
            String problem = problem(names, 0, erased(type), open -> false);
            if (problem == null) {
                return null;
            }
            first = first == null ? problem : first;
        }
        return first;
    }

    private static @Nullable String problem(String[] names, int from, Class<?> root, Predicate<Class<?>> isOpen) {
        Class<?> type = root;
        for (int i = from; i < names.length; i++) {
            if (isOpen.test(type)) {
                return null; // What counts of it, its adapter decides at each call.
            }
            if (isWhole(type)) {
                return type.getName() + " counts as a whole and has no field \"" + names[i] + "\"";
            }
            List<Field> fields = fields(type);
            if (fields == null) {
                return null;
            }
            Field field = named(names[i], fields);
            if (field == null) {
                return Modifier.isAbstract(type.getModifiers()) ? null : noField(type, names[i], fields);
            }
            type = erased(field.getGenericType());
        }
        return null;
    }

    private int position(String root) {
        int named = parameterNames.indexOf(root);
        if (named >= 0) {
            return named;
        }
        for (int i = 0; i < parameterNames.size(); i++) {
            if (root.equals(Integer.toString(i))) {
                return i;
            }
        }
        return -1;
    }

    private String noParameter(String root) {
        int count = parameterNames.size();
        if (count == 0) {
            return methodName + " has no parameters";
        }
        String indexes = count == 1 ? "0" : "0 to " + (count - 1);
        if (root.chars().allMatch(Character::isDigit)) {
            return methodName + " has no parameter " + root + "; its indexes are " + indexes;
        }
        if (!namesAreKnown()) {
            return methodName + " was compiled without -parameters, so its parameters have no names; write an index, "
                    + indexes + ", instead of \"" + root + "\"";
        }
        return methodName + " has no parameter \"" + root + "\"; "
                + nearest(root, parameterNames, "its parameters are ");
    }

    private boolean namesAreKnown() {
        for (int i = 0; i < parameterNames.size(); i++) {
            if (!parameterNames.get(i).equals("arg" + i)) {
                return true;
            }
        }
        return false;
    }

    private static String noField(Class<?> type, String name, List<Field> fields) {
        List<String> names = new ArrayList<>();
        for (Field field : fields) {
            names.add(field.getName());
        }
        boolean last = Modifier.isFinal(type.getModifiers());
        return type.getName() + " has no field \"" + name + "\"" + (last ? "; " : ", unless a subclass has; ")
                + (names.isEmpty() ? "it has none at all" : nearest(name, names, "its fields are "));
    }

    private static String nearest(String given, List<String> names, String otherwise) {
        String nearest = Nearest.of(given, names);
        if (nearest != null) {
            return "the nearest is \"" + nearest + "\"";
        }
        boolean many = names.size() > LISTED;
        return otherwise + String.join(", ", many ? names.subList(0, LISTED) : names) + (many ? ", …" : "");
    }

    /** Returns the fields by which paths go on below a declared type, or null if it does not tell them all. */
    private static @Nullable List<Field> fields(Class<?> type) {
        if (type.isInterface()
                || JdkClasses.contains(type)
                || Proxy.isProxyClass(type)
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || isOfficialSdk(type)) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        try {
            for (Class<?> at = type; at != null && !JdkClasses.contains(at); at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                        fields.add(field);
                    }
                }
            }
        } catch (LinkageError missingClass) {
            return null;
        }
        return fields;
    }

    private static boolean isWhole(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Boolean.class
                || type == Character.class
                || (Number.class.isAssignableFrom(type) && type.getPackageName().equals("java.lang"));
    }

    /** Whether paths may leave out names of the type's fields, because its users do not know of them. */
    private static boolean isOfficialSdk(Class<?> type) {
        return type.getName().startsWith("com.openai.") || type.getName().startsWith("com.anthropic.");
    }

    private static @Nullable Field named(String name, List<Field> fields) {
        for (Field field : fields) {
            if (field.getName().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** Returns the class of a declared type, of its elements if it is an array; what a type variable stands for is open. */
    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? erased(plain.getComponentType()) : plain;
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType());
        }
        return type instanceof ParameterizedType parameterized ? erased(parameterized.getRawType()) : Object.class;
    }
}
