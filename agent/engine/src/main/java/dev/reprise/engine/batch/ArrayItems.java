package dev.reprise.engine.batch;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** The elements of an array, of primitives too. */
final class ArrayItems implements Items {

    @Override
    public List<?> of(Object argument) {
        return elements(argument);
    }

    @Override
    public Object with(Object argument, List<?> items) {
        return array(argument, items);
    }

    static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    /** Returns an array of the same class. */
    static Object array(Object like, List<?> elements) {
        Object array = Array.newInstance(like.getClass().getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }
}
