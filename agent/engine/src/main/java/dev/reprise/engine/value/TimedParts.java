package dev.reprise.engine.value;

import java.util.AbstractList;
import java.util.List;

/** The parts of an answer, and when they came. Belongs to one caller; not thread-safe. */
public final class TimedParts extends AbstractList<Object> {

    private final List<Object> parts;
    private final int[] millis;

    /**
     * @param parts the parts
     * @param millis for each of them at least, how long after the one before it came, in milliseconds
     */
    TimedParts(List<Object> parts, int[] millis) {
        this.parts = parts;
        this.millis = millis;
    }

    @Override
    public Object get(int index) {
        return parts.get(index);
    }

    @Override
    public int size() {
        return parts.size();
    }

    /** Returns the parts alone. */
    public List<Object> parts() {
        return parts;
    }

    /** Returns how long after the one before a part came, the first one after the recording had begun; in milliseconds. */
    public int millisBefore(int index) {
        return millis[index];
    }
}
