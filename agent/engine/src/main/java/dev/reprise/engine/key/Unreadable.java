package dev.reprise.engine.key;

import org.jspecify.annotations.Nullable;

/** A class with content that cannot be got at: passing over it would be a guess, so it is refused everywhere. */
record Unreadable(String reason) implements Shape {

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        throw walk.refuseUnlessTold(value, "is a " + value.getClass().getName() + ", which " + reason);
    }
}
