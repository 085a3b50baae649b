package dev.reprise.engine.shape;

/** An answer that comes later, and nobody is told when it is there. Thread-safe. */
public interface Silent {

    /** Returns whether it is there. Runs no code of the host, and waits for nothing. */
    boolean isThere();

    /** Has it recorded if it is there, as if its holder had asked for it. Waits for nothing, and throws nothing. */
    void take();
}
