package dev.reprise.engine.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of references: the class of its elements, and the elements. */
final class ArrayShape implements Shape {

    private final Descriptor component;

    private ArrayShape(Class<?> component) {
        this.component = Descriptor.of(List.of(component.getName()));
    }

    static Shape of(Class<?> type) {
        Class<?> component = type.getComponentType();
        return component.isPrimitive() ? new PrimitivesShape(component) : new ArrayShape(component);
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (!walk.enter(value)) {
            return;
        }
        Object[] array = (Object[]) value;
        walk.out.put(Tag.ARRAY);
        component.write(walk.out);
        walk.out.putLength(array.length);
        for (int i = 0; i < array.length; i++) {
            walk.index(i);
            walk.value(array[i], rules);
        }
        walk.leave();
    }
}
