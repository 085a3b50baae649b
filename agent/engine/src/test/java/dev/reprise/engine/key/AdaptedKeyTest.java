package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.api.Adapter;
import dev.reprise.engine.adapter.OneAdapter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AdaptedKeyTest {

    @Test
    void withinWhatAnAdapterReturnedNothingIsPassedOver() {
        KeyPlan plan = plan(handle -> List.of(handle.name, Thread.currentThread()));

        assertThatThrownBy(() -> plan.key(null, new Holder(new Handle("a"), null), new Object[0]))
                .isInstanceOf(Unkeyable.class)
                .hasMessageContaining("this.handle[1]: is a java.lang.Thread");
    }

    @Test
    void afterAnAdaptedObjectAReceiverIsReadAsBefore() throws Unkeyable {
        KeyPlan plan = plan(handle -> handle.name);

        assertThat(plan.key(null, new Holder(new Handle("a"), new Thread()), new Object[0]))
                .isEqualTo(plan.key(null, new Holder(new Handle("a"), null), new Object[0]))
                .isNotEqualTo(plan.key(null, new Holder(new Handle("b"), null), new Object[0]));
    }

    @Test
    void aResourceCanBeAdaptedButNotASubclassOfIt() throws Unkeyable {
        KeyPlan plan = plan(handle -> handle.name);

        assertThat(plan.key(null, null, new Object[] {new Handle("a")}))
                .isEqualTo(plan.key(null, null, new Object[] {new Handle("a")}))
                .isNotEqualTo(plan.key(null, null, new Object[] {"a"}));
        assertThatThrownBy(() -> plan.key(null, null, new Object[] {new Handle("a") {}}))
                .isInstanceOf(Unkeyable.class);
    }

    private static KeyPlan plan(Function<Handle, Object> keyOf) {
        return KeyFixture.KEYS.plan(KeyFixture.ignoring(), () -> OneAdapter.of(new Handles(keyOf)));
    }

    record Holder(Handle handle, Thread worker) {}

    static class Handle implements AutoCloseable {
        final String name;

        Handle(String name) {
            this.name = name;
        }

        @Override
        public void close() {}
    }

    public record Handles(Function<Handle, Object> key) implements Adapter<Handle> {

        @Override
        public Class<Handle> type() {
            return Handle.class;
        }

        @Override
        public Object keyOf(Handle handle) {
            return key.apply(handle);
        }
    }
}
