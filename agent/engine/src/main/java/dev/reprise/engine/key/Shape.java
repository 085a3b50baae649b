package dev.reprise.engine.key;

import org.jspecify.annotations.Nullable;

/** How the instances of a class are encoded. Safe for use by any number of threads. */
interface Shape {

    /**
     * Appends an instance's encoding to the walk's buffer.
     *
     * @param value the instance
     * @param walk where it goes
     * @param rules what is ignored within it, or null for nothing
     */
    void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable;
}
