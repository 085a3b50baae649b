package dev.reprise.engine.key;

import org.jspecify.annotations.Nullable;

/**
 * An object of the host that has to be closed. As an argument it is something to read from or write to. In a receiver it
 * is more often a client, and then its address decides the answer: there it is looked into.
 */
record Resource(String name, Shape content) implements Shape {

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (walk.inReceiver()) {
            content.write(value, walk, rules);
        } else {
            throw walk.refuseUnlessTold(value, "is a " + name + ", which has to be closed and has no content to key");
        }
    }
}
