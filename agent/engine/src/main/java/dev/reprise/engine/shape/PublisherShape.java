package dev.reprise.engine.shape;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** A publisher of Reactive Streams or of the JDK, or a type of Reactor or RxJava that can be made from and into one. */
record PublisherShape(Class<?> type, Type held) implements ColdShape {

    private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

    /** How a type is made from a publisher; a second name is called on what the first returned. */
    private static final Map<String, List<String>> FROM_PUBLISHER = Map.ofEntries(
            Map.entry("java.util.concurrent.Flow$Publisher", List.of()),
            Map.entry(REACTIVE_STREAMS, List.of()),
            Map.entry("reactor.core.publisher.Flux", List.of("from")),
            Map.entry("reactor.core.publisher.Mono", List.of("fromDirect")),
            Map.entry("io.reactivex.Flowable", List.of("fromPublisher")),
            Map.entry("io.reactivex.Observable", List.of("fromPublisher", "toObservable")),
            Map.entry("io.reactivex.Single", List.of("fromPublisher", "singleOrError")),
            Map.entry("io.reactivex.Maybe", List.of("fromPublisher", "singleElement")),
            Map.entry("io.reactivex.rxjava3.core.Flowable", List.of("fromPublisher")),
            Map.entry("io.reactivex.rxjava3.core.Observable", List.of("fromPublisher", "toObservable")),
            Map.entry("io.reactivex.rxjava3.core.Single", List.of("fromPublisher", "singleOrError")),
            Map.entry("io.reactivex.rxjava3.core.Maybe", List.of("fromPublisher", "singleElement")));

    static boolean isPublisher(Class<?> type) {
        return FROM_PUBLISHER.containsKey(type.getName());
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isOne() {
        return isSingle(type);
    }

    @Override
    public boolean isPromised() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        throw new UnsupportedOperationException("a publisher is answered at each subscription");
    }

    @Override
    public Object record(Object result, Recording recording) {
        throw new UnsupportedOperationException("a publisher is recorded at each subscription");
    }

    @Override
    public Object assemble(Object real, Subscriptions subscriptions) throws ReflectiveOperationException {
        Class<?> kind = kind(real.getClass());
        Class<?> publisher = kind.getName().startsWith("java.")
                ? kind
                : Class.forName(REACTIVE_STREAMS, false, kind.getClassLoader());
        Protocol protocol = Protocol.of(publisher);
        Object source = publisher.isInstance(real) ? real : toPublisher(kind, real);
        return from(kind, publisher, new ColdPublisher(protocol, source, isSingle(kind), subscriptions).publisher());
    }

    /** Of a mere publisher the callers may know that it is a type that can do more. */
    private Class<?> kind(Class<?> real) {
        if (!type.isInterface()) {
            return type;
        }
        for (Class<?> at = real; at != null; at = at.getSuperclass()) {
            if (isPublisher(at)) {
                return at;
            }
        }
        return type;
    }

    private static boolean isSingle(Class<?> kind) {
        return switch (kind.getSimpleName()) {
            case "Mono", "Single", "Maybe" -> true;
            default -> false;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum of the host.
    private static Object toPublisher(Class<?> kind, Object real) throws ReflectiveOperationException {
        for (Method method : kind.getMethods()) {
            if (method.getName().equals("toFlowable")) {
                return method.getParameterCount() == 0
                        ? method.invoke(real)
                        : method.invoke(real, Enum.valueOf((Class) method.getParameterTypes()[0], "BUFFER"));
            }
        }
        throw new NoSuchMethodException(kind.getName() + " has no toFlowable");
    }

    private static Object from(Class<?> kind, Class<?> publisher, Object made) throws ReflectiveOperationException {
        List<String> names = FROM_PUBLISHER.getOrDefault(kind.getName(), List.of());
        if (names.isEmpty()) {
            return made;
        }
        Class<?> maker = names.size() == 1 ? kind : flowable(kind);
        Object from = maker.getMethod(names.get(0), publisher).invoke(null, made);
        return names.size() == 1 ? from : maker.getMethod(names.get(1)).invoke(from);
    }

    private static Class<?> flowable(Class<?> kind) throws ClassNotFoundException {
        String name = kind.getName();
        return Class.forName(name.substring(0, name.lastIndexOf('.') + 1) + "Flowable", false, kind.getClassLoader());
    }
}
