package dev.reprise.engine.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant: the class that declares it, and its name. */
final class EnumShape implements Shape {

    private final Descriptor declaring;

    EnumShape(Class<?> type) {
        // A constant with a body has a class of its own.
        Class<?> superclass = type.getSuperclass();
        boolean ofBody = superclass != null && superclass != Enum.class;
        declaring = Descriptor.of(List.of((ofBody ? superclass : type).getName()));
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) {
        walk.out.put(Tag.ENUM);
        declaring.write(walk.out);
        walk.text(((Enum<?>) value).name());
    }
}
