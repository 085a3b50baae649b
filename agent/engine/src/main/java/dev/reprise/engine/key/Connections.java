package dev.reprise.engine.key;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What requests go by: without content of its own, but whom it reaches, and as whom, decides the answer. What nothing is
 * said about by the service is passed over in a receiver, as other infrastructure is.
 */
record Connections(String name, Function<Object, @Nullable Object> counted) implements Shape {

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (!walk.canPassOver()) {
            throw walk.refuseUnlessIgnored("is a " + name + ", which has no content to key");
        }
        Object counts = counted.apply(value);
        if (counts == null) {
            walk.out.put(Tag.NULL);
        } else {
            walk.shapes().get(counts.getClass()).write(counts, walk, rules);
        }
    }
}
