package dev.reprise.engine.callback;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of an interface stand for where it is declared: of a {@code Consumer<Token>} a token. */
final class TypeArguments {

    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    TypeArguments(Type declared) {
        bind(declared);
    }

    private void bind(Type declared) {
        Class<?> type = null;
        if (declared instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            type = raw;
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                bound.put(raw.getTypeParameters()[i], of(generic.getActualTypeArguments()[i]));
            }
        } else if (declared instanceof Class<?> plain) {
            type = plain;
        }
        if (type != null) {
            for (Type inherited : type.getGenericInterfaces()) {
                bind(inherited);
            }
        }
    }

    /** Returns a type, or what stands for it if it is a variable. */
    Type of(Type type) {
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length == 0 ? wildcard.getUpperBounds()[0] : lower[0]);
        }
        return type instanceof TypeVariable<?> variable ? bound.getOrDefault(variable, type) : type;
    }
}
