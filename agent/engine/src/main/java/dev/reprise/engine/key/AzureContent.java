package dev.reprise.engine.key;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** The content of a {@code BinaryData} of Azure's core library: a text, bytes, or an object that becomes JSON. */
final class AzureContent {

    private static final String PACKAGE = Azure.LIBRARY + "core.implementation.util.";

    private AzureContent() {}

    /**
     * Returns what counts of a content. Of an object it is the JSON that is sent, which the library makes at the first need
     * and then keeps whatever becomes of the object.
     */
    static Object of(Object content, Walk walk) throws Unkeyable {
        String type = content.getClass().getName();
        if (type.equals(PACKAGE + "FileContent")) {
            throw walk.refuseUnlessIgnored("is read from a file at the time of the call");
        }
        if (!type.equals(PACKAGE + "SerializableContent")) {
            return content;
        }
        try {
            Object json = content.getClass().getMethod("toBytes").invoke(content);
            return List.of(type, json == null ? "null" : json);
        } catch (InvocationTargetException failed) {
            throw walk.refuseUnlessIgnored("cannot be written as JSON: " + failed.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw walk.refuseUnlessIgnored("cannot be read: " + closed);
        }
    }
}
