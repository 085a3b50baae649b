package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.value.Uncacheable;
import org.jspecify.annotations.Nullable;

/** An effect that is known of other versions of a library: here no call is answered from an entry. */
record UnknownEffect(Class<?> held, Throwable cause) implements Effect {

    @Override
    public Object before(@Nullable Object[] arguments) throws Uncacheable {
        throw refusal();
    }

    @Override
    public @Nullable Object[] undone(Inputs inputs) throws Uncacheable {
        throw refusal();
    }

    @Override
    public Object taken(Object answer, Inputs inputs) throws Uncacheable {
        throw refusal();
    }

    @Override
    public Object repeat(Object held, @Nullable Object[] arguments) throws Uncacheable {
        throw refusal();
    }

    private Uncacheable refusal() {
        return new Uncacheable(
                "changes its arguments in a way that is not known of this version of its library: " + cause);
    }
}
