package dev.reprise.engine.shape;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands parts on to whoever goes through them, each once it is recorded. What he throws is no failure of what he pulls, and nobody
 * else's: he has enough.
 */
record Pulling(Consumer<? super @Nullable Object> taker, Parts parts) implements Consumer<@Nullable Object> {

    @Override
    public void accept(@Nullable Object part) {
        parts.next(part);
        parts.pulled();
        try {
            taker.accept(part);
        } catch (Throwable own) {
            parts.left("whoever pulls it threw a " + own.getClass().getName());
            throw own;
        }
    }

    /** Returns one that asks for the next part at once, for its taker gets all. */
    Consumer<@Nullable Object> all() {
        return part -> {
            accept(part);
            parts.pulling();
        };
    }
}
