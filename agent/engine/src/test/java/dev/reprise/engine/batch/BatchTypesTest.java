package dev.reprise.engine.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which types of arguments and answers can be taken apart, and what is said of others. */
class BatchTypesTest {

    /** Called by nobody. */
    @SuppressWarnings({"unused", "NonApiType"}) // What it is about.
    interface Embedder {

        List<float[]> embed(ArrayList<String> texts);

        Set<String> tags(List<String> texts);
    }

    @Test
    void whatIsSaidOfAnotherArgumentIsHowItMustBeDeclared() {
        assertThatThrownBy(() -> batch("embed", ArrayList.class, List.class))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("batch.argument: the argument is declared as a java.util.ArrayList, and must be as a"
                        + " java.util.List, Collection, Iterable or an array; name the argument that holds the items, or"
                        + " declare it so");
    }

    @Test
    void whatIsSaidOfAnotherAnswerIsHowItMustBeDeclared() {
        assertThatThrownBy(() -> batch("tags", List.class, Set.class))
                .isInstanceOf(Uncacheable.class)
                .hasMessage(
                        "batch: the answer is declared as a java.util.Set, and must be as a java.util.List, Collection,"
                                + " Iterable, ArrayList or an array, with one result for each item");
    }

    private static Batch batch(String method, Class<?> argument, Class<?> answer) throws Exception {
        return Batch.of(Embedder.class.getDeclaredMethod(method, argument), 0, answer, FieldAccess.NONE);
    }
}
