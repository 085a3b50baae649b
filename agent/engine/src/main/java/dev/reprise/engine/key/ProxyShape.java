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
        boolean isReceiver = walk.atRoot();
        if (!walk.enter(value)) {
            return;
        }
        walk.out.put(Tag.PROXY);
        interfaces.write(walk.out);
        walk.field("h");
        Object handler = Proxy.getInvocationHandler(value);
        if (isReceiver && walk.shapes().get(handler.getClass()) instanceof LambdaShape) {
            throw walk.refuse("is a lambda, and the answer is its own; it has no content to key");
        }
        walk.value(handler, rules == null ? null : rules.child("h"));
        walk.leave();
    }
}
