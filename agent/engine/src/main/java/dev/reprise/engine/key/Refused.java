package dev.reprise.engine.key;

import org.jspecify.annotations.Nullable;

/** What an adapter puts in place of content that makes a call unkeyable, unless its place is ignored. */
record Refused(String reason) implements Shape {

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        throw walk.refuseUnlessIgnored(reason);
    }
}
