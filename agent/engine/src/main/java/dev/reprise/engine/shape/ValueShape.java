package dev.reprise.engine.shape;

import java.lang.reflect.Type;

/** The answer itself. */
record ValueShape(Type held) implements Shape {

    @Override
    public Object replay(Object held) {
        return held;
    }

    @Override
    public Object record(Object result, Recording recording) {
        recording.ended(result, null);
        return result;
    }
}
