package dev.reprise.engine.batch;

import java.util.List;

/** The elements of an array, of primitives too. */
final class ArrayResults implements Results {

    @Override
    public List<?> of(Object answer) {
        return ArrayItems.elements(answer);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) {
        return ArrayItems.array(answer, results);
    }
}
