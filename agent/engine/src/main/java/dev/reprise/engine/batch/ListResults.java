package dev.reprise.engine.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a list. */
final class ListResults implements Results {

    @Override
    public @Nullable List<?> of(Object answer) {
        return answer instanceof List<?> list ? list : null;
    }

    /** As far as somebody could tell, of the same class: above all, as open to changes as the real one. */
    @Override
    @SuppressWarnings("JdkObsolete") // What was a linked list comes back as one.
    public Object with(Object answer, List<?> results, boolean asked) {
        return switch (answer.getClass().getName()) {
            case "java.util.ImmutableCollections$ListN", "java.util.ImmutableCollections$List12" ->
                mayBeAskedForNull((List<?>) answer) || results.contains(null) ? forNull(results) : List.copyOf(results);
            case "java.util.Collections$UnmodifiableList",
                    "java.util.Collections$UnmodifiableRandomAccessList",
                    "java.util.Collections$SingletonList",
                    "java.util.Collections$EmptyList" -> Collections.unmodifiableList(new ArrayList<>(results));
            case "java.util.LinkedList" -> new LinkedList<>(results);
            case "java.util.Arrays$ArrayList" -> Arrays.asList(results.toArray());
            default -> new ArrayList<>(results);
        };
    }

    /** Without elements such a list is like any other, and nothing tells what it has been. */
    private static List<?> forNull(List<?> results) {
        return (results.isEmpty() ? Collections.singletonList(null) : results)
                .stream().toList();
    }

    /** As that of {@code Stream.toList} may, unlike that of {@code List.of}. */
    private static boolean mayBeAskedForNull(List<?> list) {
        try {
            boolean unused = list.contains(null);
            return true;
        } catch (NullPointerException noNulls) {
            return false;
        }
    }
}
