package dev.reprise.engine.key;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JDK proxy: its interfaces, because its class's name is a number, and its handler. */
final class ProxyShape implements Shape {

    private final Descriptor interfaces;

    ProxyShape(Class<?> type) {
        List<String> names =
                Arrays.stream(type.getInterfaces()).map(Class::getName).sorted().toList();
        interfaces = Descriptor.of(names);
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (!walk.enter(value)) {
            return;
        }
        walk.out.put(Tag.PROXY);
        interfaces.write(walk.out);
        walk.field("h");
        walk.value(Proxy.getInvocationHandler(value), rules);
        walk.leave();
    }
}
