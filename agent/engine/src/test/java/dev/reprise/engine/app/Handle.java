package dev.reprise.engine.app;

/** A resource, which is no value. */
public final class Handle implements AutoCloseable {

    final String name;

    Handle(String name) {
        this.name = name;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "handle of " + name;
    }
}
