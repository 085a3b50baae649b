package dev.reprise.engine.key;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;

/** Generic types as the JDK has them: by their text, and of the variables in it who declares them, which no text tells. */
final class JdkTypes {

    private JdkTypes() {}

    static void write(Type type, Walk walk) {
        List<String> declarations = new ArrayList<>();
        find(type, declarations);
        walk.out.put(Tag.VALUE);
        walk.text(declarations.isEmpty() ? Type.class.getName() : TypeVariable.class.getName());
        walk.text(type.getTypeName());
        if (!declarations.isEmpty()) {
            walk.out.putLength(declarations.size());
            declarations.forEach(walk::text);
        }
    }

    /** Whoever declares a variable also says what bounds it. */
    private static void find(Type type, List<String> declarations) {
        if (type instanceof TypeVariable<?> variable) {
            GenericDeclaration declaration = variable.getGenericDeclaration();
            declarations.add(declaration instanceof Class<?> declaring ? declaring.getName() : declaration.toString());
        } else if (type instanceof ParameterizedType generic) {
            if (generic.getOwnerType() != null) {
                find(generic.getOwnerType(), declarations);
            }
            findAll(generic.getActualTypeArguments(), declarations);
        } else if (type instanceof GenericArrayType array) {
            find(array.getGenericComponentType(), declarations);
        } else if (type instanceof WildcardType wildcard) {
            findAll(wildcard.getUpperBounds(), declarations);
            findAll(wildcard.getLowerBounds(), declarations);
        }
    }

    private static void findAll(Type[] types, List<String> declarations) {
        for (Type type : types) {
            find(type, declarations);
        }
    }
}
