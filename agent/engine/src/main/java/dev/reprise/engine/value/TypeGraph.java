package dev.reprise.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The classes of the host that a declared type is made of: type arguments, fields, superclasses, permitted subclasses. */
final class TypeGraph {

    /** Far above any value's; a graph that reaches a whole application is cut here, and its classes refused by name. */
    private static final int MAX_CLASSES = 5_000;

    private final SortedMap<String, Class<?>> classes = new TreeMap<>();
    private final Set<Type> seen = new HashSet<>();
    private final ArrayDeque<Type> open = new ArrayDeque<>();

    private final Anatomy anatomy;

    private TypeGraph(Anatomy anatomy) {
        this.anatomy = anatomy;
    }

    /**
     * Returns the classes of the host that a type is made of, by name.
     *
     * @param anatomy knows which of them are carried by an adapter of the host, though they are no values
     */
    static SortedMap<String, Class<?>> of(Type declared, Anatomy anatomy) {
        TypeGraph graph = new TypeGraph(anatomy);
        graph.add(declared);
        while (!graph.open.isEmpty() && graph.classes.size() < MAX_CLASSES) {
            graph.visit(graph.open.poll());
        }
        return graph.classes;
    }

    /** Returns the class that remains of a type at run time, primitives boxed. */
    static Class<?> erase(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isPrimitive() ? boxed(plain) : plain;
        } else if (type instanceof ParameterizedType generic) {
            return erase(generic.getRawType());
        } else if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        } else if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        } else if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    private void add(Type type) {
        if (seen.add(type)) {
            open.add(type);
        }
    }

    private void visit(Type type) {
        if (type instanceof Class<?> plain) {
            visitClass(plain);
        } else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            addAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        } else if (type instanceof TypeVariable<?> variable) {
            addAll(variable.getBounds());
        } else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds());
        }
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            add(type.getComponentType());
            return;
        }
        if (type.isPrimitive() || JdkType.isOfJdk(type)) {
            return;
        }
        if (Liveness.of(type) != null && anatomy.adapter(type) == null) {
            return;
        }
        classes.put(type.getName(), type);
        try {
            if (type.getGenericSuperclass() != null) {
                add(type.getGenericSuperclass());
            }
            if (type.isSealed()) {
                addAll(type.getPermittedSubclasses());
            }
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    add(field.getGenericType());
                }
            }
        } catch (LinkageError | TypeNotPresentException optionalLibraryIsAbsent) {
            // An object of such a class may still come by; its own fields are then asked for, and it is refused.
        }
    }

    private void addAll(Type[] types) {
        for (Type type : types) {
            add(type);
        }
    }

    private static Class<?> boxed(Class<?> primitive) {
        return java.lang.invoke.MethodType.methodType(primitive).wrap().returnType();
    }
}
