package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;

/** The stream of Azure's libraries, which is asked for an iterator or a stream. Recorded the first time it is gone through. */
record IterableStreamShape(Class<?> type, Type held, FieldAccess access) implements Shape {

    static boolean isStream(Class<?> type) {
        return type.getName().equals("com.azure.core.util.IterableStream");
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isPulled() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        return new AzureStreams(type, access).of(Collections.unmodifiableList((List<?>) held));
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (result.getClass() != type) {
            recording.refused("is a " + result.getClass().getName() + ", which may be more than its elements");
            return result;
        }
        try {
            return new AzureStreams(type, access).recorded(result, AzureStreams.Form.SAME, recording);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            recording.refused("its stream cannot be read in this version of the library: " + otherVersion);
            return result;
        }
    }
}
