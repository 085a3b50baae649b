package dev.reprise.api;

import io.micrometer.context.ThreadLocalAccessor;

/**
 * Lets what {@link Reprise#tenant} and {@link Reprise#bypass()} and the like put in force on a thread follow the work that
 * it hands to others, where Micrometer's context propagation does that for a service: in executors that it wraps, and in
 * Reactor. Found by Micrometer itself; without it, or without the agent, nothing happens. Safe for use by any number of
 * threads.
 */
public final class CallerAccessor implements ThreadLocalAccessor<Object> {

    private static final String KEY = "dev.reprise.caller";

    /** Made by Micrometer. */
    public CallerAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public Object getValue() {
        return Reprise.wish("carried", null);
    }

    @Override
    public void setValue(Object carried) {
        Reprise.wish("carry", carried);
    }

    /** Puts nothing in force. */
    @Override
    public void setValue() {
        Reprise.wish("carry", null);
    }

    @Override
    public void restore(Object before) {
        Reprise.wish("carried-back", null);
    }

    @Override
    public void restore() {
        Reprise.wish("carried-back", null);
    }
}
