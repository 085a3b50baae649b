package dev.reprise.bootstrap;

import java.util.HashMap;
import java.util.Map;

/**
 * Copies of the classes that every start needs, one after the other in one entry of the jar: to look up and open some
 * 150 entries one by one takes a cold JVM four milliseconds. For each class: the length of its name in one byte, the
 * name in Latin-1, the length of the class file in three bytes, the class file. Not changed after it was made.
 */
final class StartClasses {

    /** The entry of the jar. */
    static final String ENTRY = "reprise/start-classes";

    private final byte[] bytes;
    private final Map<String, Integer> places = new HashMap<String, Integer>(512);

    StartClasses(byte[] bytes) {
        this.bytes = bytes;
        for (int at = 0; at < bytes.length; ) {
            int name = bytes[at] & 0xff;
            int file = at + 1 + name;
            places.put(name(at + 1, name), file);
            at = file + 3 + length(file);
        }
    }

    @SuppressWarnings("deprecation") // The constructor that needs no decoder: names are Latin-1.
    private String name(int at, int length) {
        return new String(bytes, 0, at, length);
    }

    /** Returns where a class file begins in {@link #bytes}, or -1 if the class is not among them. */
    int find(String className) {
        Integer place = places.get(className);
        return place == null ? -1 : place + 3;
    }

    /** Returns the length of the class file that begins at a place. */
    int lengthAt(int place) {
        return length(place - 3);
    }

    byte[] bytes() {
        return bytes;
    }

    private int length(int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
    }
}
