package dev.reprise.engine.adapter;

import dev.reprise.api.Adapter;
import java.util.List;

/** An adapter without a service file. */
public final class OneAdapter {

    private OneAdapter() {}

    public static Adapters of(Adapter<?> adapter) {
        try {
            return Adapters.of(List.of(HostAdapter.of(Adapter.class, adapter)));
        } catch (ReflectiveOperationException | AdapterFailure broken) {
            throw new AssertionError(broken);
        }
    }
}
