package dev.reprise.engine.value;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries graphs of objects of the classes that the declared return type is made of.
 *
 * <p>Every answer is walked before it is written, then decoded again and compared, not only the first of its class: what
 * is lost may depend on the content (the second 2:30 of the night the clocks go back). That costs what a hit costs,
 * beside a real call.
 */
final class GraphCodec implements ValueCodec {

    static final String ID = "graph-2";

    private static final byte GRAPH = 66;

    /** What the declared type is made of; found at the first need, because it loads the classes of fields. */
    private record Declared(AllowList allowed, HostClasses host, long shape) {}

    private final Type declaredType;
    private final Class<?> type;
    private final @Nullable ClassLoader loader;
    private final List<String> allow;
    private final Anatomy anatomy;
    private final Set<Class<?>> accepted = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Declared declared;

    GraphCodec(Type declaredType, Class<?> type, @Nullable ClassLoader loader, List<String> allow, Anatomy anatomy) {
        this.declaredType = declaredType;
        this.type = type;
        this.loader = loader;
        this.allow = List.copyOf(allow);
        this.anatomy = anatomy;
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
        return encode(value, Given.NOTHING);
    }

    @Override
    public byte[] encode(Object value, Given given) throws Uncacheable {
        if (PlainValues.carries(value.getClass())) {
            return PlainValues.encode(value, anatomy.limit());
        }
        try {
            AllowList allowed = declared().allowed;
            Written written = new Written();
            long size = GraphWalk.check(value, anatomy, allowed, loader, written, accepted, given);
            anatomy.limit().claim(size);
            try {
                byte[] content = GraphWriter.write(GRAPH, value, anatomy, written);
                verify(value, content, written);
                return content;
            } finally {
                anatomy.limit().release(size);
            }
        } catch (Uncacheable refusal) {
            throw refusal;
        } catch (Throwable failure) {
            Failures.rethrowIfFatal(failure);
            throw new Uncacheable(value.getClass().getName() + " cannot be written: "
                    + failure.getClass().getName());
        }
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Object value;
        try {
            value = switch (content[0]) {
                case GRAPH -> GraphReader.read(content, 1, declared().host, anatomy);
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

    private void verify(Object value, byte[] content, Written written) throws Uncacheable {
        String difference;
        try {
            difference = GraphComparison.difference(value, decode(content), anatomy, written);
        } catch (Undecodable failure) {
            difference = "is not given back (" + failure.reason() + ")";
        }
        if (difference != null) {
            throw new Uncacheable("a " + value.getClass().getName() + " does not survive being stored: " + difference);
        }
    }

    // No lock while classes of the host load: two threads may do it twice, and find the same.

    private Declared declared() {
        Declared found = declared;
        if (found == null) {
            SortedMap<String, Class<?>> classes = TypeGraph.of(declaredType, anatomy);
            StringBuilder shape = new StringBuilder(declaredType.getTypeName()).append('\n');
            classes.values().forEach(each -> shape.append(anatomy.describe(each)));
            AllowList allowed = new AllowList(classes.values(), allow);
            found = new Declared(allowed, new HostClasses(allowed, anatomy, loader), Digest.of(shape));
            declared = found;
        }
        return found;
    }
}
