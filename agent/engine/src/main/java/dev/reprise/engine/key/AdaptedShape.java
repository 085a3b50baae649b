package dev.reprise.engine.key;

import dev.reprise.engine.adapter.AdapterFailure;
import dev.reprise.engine.adapter.HostAdapter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of a type that the host adapts: its class, the adapter, and what the adapter says counts. */
record AdaptedShape(HostAdapter adapter, Descriptor descriptor) implements Shape {

    static AdaptedShape of(HostAdapter adapter) {
        return new AdaptedShape(
                adapter,
                Descriptor.of(List.of(adapter.type().getName(), "adapted", adapter.name(), adapter.version())));
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (!walk.enter(value)) {
            // A reference back would stand for everything that the object is: all of its type would be equal.
            throw walk.refuse("is what " + adapter.name() + ".keyOf was asked about, and is part of what it returned;"
                    + " it must return what counts of the object, not the object");
        }
        walk.out.put(Tag.ADAPTED);
        descriptor.write(walk.out);
        boolean around = walk.isHeldByKnownCode();
        boolean receiver = walk.strictly(true);
        Object content;
        try {
            content = adapter.keyOf(value);
        } catch (AdapterFailure failure) {
            throw walk.refuseUnlessIgnored("is a " + value.getClass().getName() + ", but " + failure.reason());
        }
        walk.value(content, rules);
        walk.strictly(!receiver);
        walk.heldByKnownCode(around);
        walk.leave();
    }
}
