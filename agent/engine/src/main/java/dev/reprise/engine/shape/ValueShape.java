package dev.reprise.engine.shape;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The answer itself. */
record ValueShape(Type held) implements Shape {

    @Override
    public boolean isOneValue() {
        return true;
    }

    @Override
    public boolean isAsHeld() {
        return true;
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        return held;
    }

    @Override
    public @Nullable Object record(Object result, Recording recording) {
        return recording.ended(result, null);
    }
}
