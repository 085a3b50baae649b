package dev.reprise.benchmarks.fuzz;

import java.lang.reflect.Type;
import java.util.List;

/**
 * An answer of a real shape.
 *
 * @param name what it is
 * @param declared the return type of the method that answers so
 * @param value the answer
 * @param allow prefixes of further classes that the method may answer with
 */
record Sample(String name, Type declared, Object value, List<String> allow) {

    /** Returns the class that remains of the declared type. */
    Class<?> type() {
        return declared instanceof Class<?> plain
                ? plain
                : (Class<?>) ((java.lang.reflect.ParameterizedType) declared).getRawType();
    }
}
