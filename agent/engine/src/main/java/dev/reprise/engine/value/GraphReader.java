package dev.reprise.engine.value;

import dev.reprise.engine.adapter.AdapterFailure;
import dev.reprise.engine.adapter.HostAdapter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link GraphWriter} wrote; names no class that is not on the allow-list, and makes nothing else. */
@SuppressWarnings({"unchecked", "rawtypes", "JavaUtilDate"}) // Wrong types inside are found by the JDK's own checks.
final class GraphReader {

    /** Holds the number of an object that is not made yet. */
    private static final Object UNMADE = new Object();

    /** A set that compares each element with each other; larger ones take time that grows with the square. */
    private static final int MAX_COMPARED = 256;

    /** So many slots of hash tables are made for any bytes, and so many more for each byte. */
    private static final int MIN_SLOTS = 1 << 16;

    private static final int SLOTS_EACH = 16;

    private final Input in;
    private final HostClasses host;
    private final Anatomy anatomy;
    private final HashingCost hashing;
    private final List<Object> seen = new ArrayList<>();
    private final List<Class<?>> classes = new ArrayList<>();
    private int depth;
    /** How many objects the open arrays and collections have announced that were not read yet. */
    private int owed;
    /** How many slots of hash tables the bytes may still ask for. */
    private long slots;

    private GraphReader(Input in, HostClasses host, Anatomy anatomy) {
        this.in = in;
        this.host = host;
        this.anatomy = anatomy;
        this.hashing = new HashingCost(in.remaining());
        this.slots = MIN_SLOTS + (long) SLOTS_EACH * in.remaining();
    }

    static Object read(byte[] content, int start, HostClasses host, Anatomy anatomy) throws Exception {
        Input in = new Input(content, start);
        Object answer = new GraphReader(in, host, anatomy).read();
        if (answer == null || in.remaining() != 0) {
            throw new Undecodable(answer == null ? "no answer" : "more bytes than the answer has");
        }
        return answer;
    }

    private @Nullable Object read() throws Exception {
        byte tag = in.readByte();
        hashing.met();
        switch (tag) {
            case GraphTag.NULL -> {
                return null;
            }
            case GraphTag.SEEN -> {
                int number = in.readCount();
                Object object = seen.get(number);
                hashing.metAgain(number);
                if (object == UNMADE) {
                    throw new Undecodable("an object that holds itself before it is made");
                }
                return object;
            }
            case GraphTag.TRUE -> {
                return true;
            }
            case GraphTag.FALSE -> {
                return false;
            }
            case GraphTag.INTEGER -> {
                return in.readCount();
            }
            case GraphTag.LONG -> {
                return in.readLong();
            }
            case GraphTag.FLOAT -> {
                return Float.intBitsToFloat((int) in.readLong());
            }
            case GraphTag.DOUBLE -> {
                return Double.longBitsToDouble(in.readLong());
            }
            case GraphTag.ENUM -> {
                return host.constant(readClass(), in.readText());
            }
            default -> {
                if (tag > GraphTag.LEAF) {
                    return Leaf.ofTag((byte) (tag - GraphTag.LEAF)).parse(in.readText());
                }
            }
        }
        if (++depth > GraphTag.MAX_DEPTH) {
            throw new Undecodable("too deep");
        }
        int number = seen.size();
        seen.add(UNMADE);
        hashing.begin(number);
        Object made = readNew(tag, number);
        hashing.end(number);
        seen.set(number, made);
        depth--;
        return made;
    }

    private Object readNew(byte tag, int number) throws Exception {
        return switch (tag) {
            case GraphTag.FLAT_ARRAY -> FlatArray.decode(in.readBytes(in.readSize()));
            case GraphTag.ARRAY -> readArray(number);
            case GraphTag.OBJECT -> readObject(number);
            case GraphTag.ADAPTED -> readAdapted();
            case GraphTag.ENUM_SET -> {
                EnumSet set = EnumSet.noneOf((Class) readClass());
                yield fill(set, /* hashed= */ false);
            }
            case GraphTag.ENUM_MAP -> {
                EnumMap map = new EnumMap<>((Class) readClass());
                seen.set(number, map);
                yield fill(map);
            }
            case GraphTag.JDK -> readJdk(JdkType.of(in.readCount()), number);
            default -> throw new Undecodable("no such tag");
        };
    }

    private Object readArray(int number) throws Exception {
        Class<?> component = readClass();
        int length = announced(1);
        Object array = Array.newInstance(component, length);
        seen.set(number, array);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, readAnnounced(/* hashed= */ false));
        }
        return array;
    }

    private Object readAdapted() throws Exception {
        Class<?> type = readClass();
        HostAdapter adapter = anatomy.adapter(type);
        if (adapter == null) {
            throw new Undecodable(type.getName() + " has no adapter");
        }
        try {
            return adapter.read(required(read()));
        } catch (AdapterFailure failure) {
            throw new Undecodable(failure.reason());
        }
    }

    private Object readObject(int number) throws Exception {
        Class<?> type = readClass();
        if (anatomy.adapter(type) != null) {
            throw new Undecodable(type.getName() + " is read by its adapter only");
        }
        Anatomy.Fields fields = anatomy.of(type);
        List<Field> state = fields.state();
        if (fields.makesFromParts()) {
            @Nullable Object[] parts = new Object[state.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = read();
            }
            return fields.make(parts);
        }
        Object object = fields.make();
        seen.set(number, object);
        for (Field field : state) {
            field.set(object, read());
        }
        return object;
    }

    private Object readJdk(JdkType jdk, int number) throws Exception {
        return switch (jdk.kind()) {
            case CONSTANT -> Containers.constant(jdk);
            case DATE -> new Date(in.readLong());
            case OPTIONAL -> Optional.ofNullable(read());
            case VIEW -> Containers.view(jdk, required(read()));
            case ENTRY -> Containers.entry(jdk, read(), read());
            case TEXT -> JdkTexts.made(jdk, in.readText());
            case SEQUENCE, SET -> readCollection(jdk, number, readLayout(jdk));
            case SEQUENCED_MAP, MAP -> readMap(jdk, number, readLayout(jdk));
        };
    }

    private Object readCollection(JdkType jdk, int number, int layout) throws Exception {
        Comparator<Object> order = (Comparator<Object>) read();
        boolean nulls = in.readByte() != 0;
        Collection<Object> empty = Containers.emptyCollection(jdk, order, layout);
        if (empty instanceof CopyOnWriteArrayList || empty instanceof CopyOnWriteArraySet) {
            seen.set(number, empty);
            List<Object> elements = new ArrayList<>();
            fill(elements, empty instanceof Set);
            if (empty instanceof Set && elements.size() > MAX_COMPARED) {
                throw new Undecodable("a CopyOnWriteArraySet of more than " + MAX_COMPARED + " elements");
            }
            empty.addAll(elements); // One by one, each would copy all before it.
            return empty;
        }
        if (empty != null) {
            seen.set(number, empty);
            return fill(empty, empty instanceof Set);
        }
        @Nullable Object[] elements = new Object[announced(1)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = readAnnounced(jdk.kind() == JdkType.Kind.SET);
        }
        return Containers.fullCollection(jdk, elements, nulls);
    }

    private Object readMap(JdkType jdk, int number, int layout) throws Exception {
        Comparator<Object> order = (Comparator<Object>) read();
        Map<Object, Object> empty = Containers.emptyMap(jdk, order, layout);
        if (empty != null) {
            seen.set(number, empty);
            return fill(empty);
        }
        return Containers.fullMap(jdk, fill(new LinkedHashMap<>()));
    }

    private int readLayout(JdkType jdk) throws Undecodable {
        int layout = jdk.hasLayout() ? in.readCount() : 0;
        slots -= layout;
        if (layout < 0 || slots < 0) {
            throw new Undecodable("a hash table of far more slots than entries; make it smaller");
        }
        return layout;
    }

    private Collection fill(Collection collection, boolean hashed) throws Exception {
        for (int left = announced(1); left > 0; left--) {
            collection.add(readAnnounced(hashed));
        }
        return collection;
    }

    private Map fill(Map map) throws Exception {
        for (int left = announced(2); left > 0; left--) {
            Object key = readAnnounced(/* hashed= */ true);
            map.put(key, readAnnounced(/* hashed= */ false));
        }
        return map;
    }

    /** Returns a number of parts, for which the bytes must suffice together with what was announced before them. */
    private int announced(int objectsEach) throws Undecodable {
        int parts = in.readSize();
        owed = Math.addExact(owed, Math.multiplyExact(parts, objectsEach));
        if (owed > in.remaining()) {
            throw new Undecodable("cut off");
        }
        return parts;
    }

    private @Nullable Object readAnnounced(boolean hashed) throws Exception {
        owed--;
        long before = hashing.mark();
        Object object = read();
        if (hashed) {
            hashing.hash(before);
        }
        return object;
    }

    private Class<?> readClass() throws Undecodable {
        int number = in.readCount();
        if (number != 0) {
            return classes.get(number - 1);
        }
        Class<?> type = host.find(in.readText(), in.readLong());
        classes.add(type);
        return type;
    }

    private static Object required(@Nullable Object object) throws Undecodable {
        if (object == null) {
            throw new Undecodable("something made of nothing");
        }
        return object;
    }
}
