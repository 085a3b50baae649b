package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries graphs of objects of the classes that the declared return type is made of.
 *
 * <p>Every answer is walked before it is written, then decoded again and compared, not only the first of its class: what
 * is lost may depend on the content (the second 2:30 of the night the clocks go back). That costs what a hit costs,
 * beside a real call.
 */
final class GraphCodec implements ValueCodec {

    static final String ID = "fory-1";

    private static final byte ENUM = 65;
    private static final byte GRAPH = 66;

    /** What the declared type is made of; found at the first need, because it loads the classes of fields. */
    private record Declared(SortedMap<String, Class<?>> classes, AllowList allowed, long shape) {}

    private final Type declaredType;
    private final Class<?> type;
    private final @Nullable ClassLoader loader;
    private final List<String> allow;
    private final FieldAccess access;
    private final Anatomy anatomy;

    private volatile @Nullable Declared declared;
    private volatile @Nullable Graphs graphs;
    private volatile byte[] lastGuests = Guests.NONE;

    GraphCodec(Type declaredType, Class<?> type, @Nullable ClassLoader loader, List<String> allow, FieldAccess access) {
        this.declaredType = declaredType;
        this.type = type;
        this.loader = loader;
        this.allow = List.copyOf(allow);
        this.access = access;
        this.anatomy = new Anatomy(access);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long shape() {
        return declared().shape;
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return PlainValues.isLeaf(value.getClass());
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        if (PlainValues.carries(value.getClass())) {
            return PlainValues.encode(value);
        }
        try {
            AllowList allowed = declared().allowed;
            Set<Class<?>> classes = GraphWalk.classes(value, anatomy, allowed, loader);
            if (value instanceof Enum<?> constant) {
                return Texts.encode(ENUM, constant.getDeclaringClass().getName() + '#' + constant.name());
            }
            byte[] content =
                    Guests.prefix(GRAPH, guests(classes), graphs(allowed).write(value));
            verify(value, content);
            return content;
        } catch (Uncacheable refusal) {
            throw refusal;
        } catch (Throwable failure) {
            Failures.rethrowIfFatal(failure);
            throw new Uncacheable(value.getClass().getName() + " cannot be written: " + failure);
        }
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Object value;
        try {
            value = switch (content[0]) {
                case ENUM -> decodeEnum(Texts.decode(content));
                case GRAPH -> decodeGraph(content);
                default -> PlainValues.decode(content);
            };
        } catch (Undecodable damaged) {
            throw damaged;
        } catch (Throwable damaged) {
            Failures.rethrowIfFatal(damaged);
            throw Undecodable.because(damaged);
        }
        if (!type.isInstance(value)) {
            throw new Undecodable("not a " + type.getName());
        }
        return value;
    }

    private Object decodeGraph(byte[] content) throws Throwable {
        AllowList allowed = declared().allowed;
        Guests.Content parts = Guests.split(content);
        if (!Guests.same(lastGuests, content, parts)) {
            byte[] guests = parts.guests(content);
            Guests.check(guests, allowed, loader);
            lastGuests = guests;
        }
        return graphs(allowed).read(content, parts.start());
    }

    private Object decodeEnum(String text) throws Undecodable, ClassNotFoundException {
        int hash = text.indexOf('#');
        String name = text.substring(0, hash);
        if (!declared().allowed.permits(name)) {
            throw new Undecodable(name + " is not allowed");
        }
        Class<?> constants = Class.forName(name, false, loader);
        if (constants.isEnum()) {
            for (Object constant : constants.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text.substring(hash + 1))) {
                    return constant;
                }
            }
        }
        throw new Undecodable(text + " does not exist");
    }

    private void verify(Object value, byte[] content) throws Uncacheable {
        String difference;
        try {
            difference = GraphComparison.difference(value, decode(content), anatomy);
        } catch (Undecodable failure) {
            difference = "is not given back (" + failure.reason() + ")";
        }
        if (difference != null) {
            throw new Uncacheable("a " + value.getClass().getName() + " does not survive being stored: " + difference);
        }
    }

    /** The classes of the host that are in a value and not in its declared type: their shape is stored beside it. */
    private byte[] guests(Collection<Class<?>> classes) {
        SortedMap<String, Class<?>> known = declared().classes;
        TreeMap<String, Class<?>> guests = new TreeMap<>();
        for (Class<?> guest : classes) {
            if (!guest.isArray() && !JdkType.isOfJdk(guest) && known.get(guest.getName()) != guest) {
                guests.put(guest.getName(), guest);
            }
        }
        return Guests.write(guests);
    }

    // No lock while classes of the host load: two threads may do it twice, and find the same.

    private Declared declared() {
        Declared found = declared;
        if (found == null) {
            SortedMap<String, Class<?>> classes = TypeGraph.of(declaredType);
            StringBuilder shape = new StringBuilder(declaredType.getTypeName()).append('\n');
            classes.values().forEach(each -> shape.append(ClassShape.describe(each)));
            found = new Declared(classes, new AllowList(classes.values(), allow), Digest.of(shape));
            declared = found;
        }
        return found;
    }

    private Graphs graphs(AllowList allowed) {
        Graphs made = graphs;
        if (made == null) {
            made = new Graphs(loader, allowed, access);
            graphs = made;
        }
        return made;
    }
}
