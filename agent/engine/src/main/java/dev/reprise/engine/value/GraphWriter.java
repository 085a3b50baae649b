package dev.reprise.engine.value;

import dev.reprise.engine.adapter.HostAdapter;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph: each object by a tag, its class by name and shape where it first occurs, then by number, its fields in
 * the order of {@link Anatomy}. An object met again is written as its number.
 */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // A date comes back as one.
final class GraphWriter {

    private final Output out;
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
    private final Map<Class<?>, Integer> classes = new HashMap<>();
    private final Anatomy anatomy;
    private final FieldAccess access;
    private int depth;

    private final Written written;

    private GraphWriter(Anatomy anatomy, Written written) {
        this.anatomy = anatomy;
        this.access = anatomy.access();
        this.written = written;
        this.out = new Output(anatomy.limit());
    }

    static byte[] write(byte prefix, Object answer, Anatomy anatomy, Written written) throws Uncacheable {
        GraphWriter writer = new GraphWriter(anatomy, written);
        writer.out.writeByte(prefix);
        writer.write(answer);
        return writer.out.toBytes();
    }

    private void write(@Nullable Object object) throws Uncacheable {
        if (object == null) {
            out.writeByte(GraphTag.NULL);
        } else if (object instanceof Enum<?> constant
                && JdkType.of(object.getClass()) == null
                && Leaf.of(object.getClass()) == null) {
            out.writeByte(GraphTag.ENUM);
            writeClass(constant.getDeclaringClass());
            out.writeText(constant.name());
        } else if (!writeLeaf(object) && !writeSeen(object)) {
            if (++depth > GraphTag.MAX_DEPTH) {
                throw new Uncacheable("objects nested deeper than " + GraphTag.MAX_DEPTH);
            }
            writeNew(object);
            depth--;
        }
    }

    private boolean writeLeaf(Object object) throws Uncacheable {
        if (object instanceof Boolean set) {
            out.writeByte(set ? GraphTag.TRUE : GraphTag.FALSE);
        } else if (object instanceof Integer number) {
            out.writeByte(GraphTag.INTEGER);
            out.writeCount(number);
        } else if (object instanceof Long number) {
            out.writeByte(GraphTag.LONG);
            out.writeLong(number);
        } else if (object instanceof Float number) {
            out.writeByte(GraphTag.FLOAT);
            out.writeLong(Float.floatToRawIntBits(number));
        } else if (object instanceof Double number) {
            out.writeByte(GraphTag.DOUBLE);
            out.writeLong(Double.doubleToRawLongBits(number));
        } else {
            Leaf leaf = Leaf.of(object.getClass());
            if (leaf == null) {
                return false;
            }
            out.writeByte(GraphTag.LEAF + leaf.tag());
            out.writeText(leaf.textOf(object));
        }
        return true;
    }

    private boolean writeSeen(Object object) throws Uncacheable {
        Integer number = seen.putIfAbsent(object, seen.size());
        if (number == null) {
            return false;
        }
        out.writeByte(GraphTag.SEEN);
        out.writeCount(number);
        return true;
    }

    private void writeNew(Object object) throws Uncacheable {
        Class<?> type = object.getClass();
        HostAdapter adapter = anatomy.adapter(type);
        if (adapter != null) {
            out.writeByte(GraphTag.ADAPTED);
            writeClass(type);
            write(written.of(object, adapter));
        } else if (PlainValues.isFlatArray(type)) {
            byte[] elements = FlatArray.encode((byte) 0, object);
            out.writeByte(GraphTag.FLAT_ARRAY);
            out.writeCount(elements.length);
            out.writeBytes(elements, 0, elements.length);
        } else if (type.isArray()) {
            out.writeByte(GraphTag.ARRAY);
            writeClass(type.getComponentType());
            int length = Array.getLength(object);
            out.writeCount(length);
            for (int i = 0; i < length; i++) {
                write(Array.get(object, i));
            }
        } else if (object instanceof EnumSet<?> set) {
            out.writeByte(GraphTag.ENUM_SET);
            writeClass(JdkInsides.constants(set, access));
            writeElements(set);
        } else if (object instanceof EnumMap<?, ?> map) {
            out.writeByte(GraphTag.ENUM_MAP);
            writeClass(JdkInsides.constants(map, access));
            writeEntries(map);
        } else {
            JdkType jdk = JdkType.of(type);
            if (jdk == null) {
                writeFields(object, type);
            } else {
                out.writeByte(GraphTag.JDK);
                out.writeCount(jdk.number());
                writeContent(object, jdk);
            }
        }
    }

    private void writeContent(Object object, JdkType jdk) throws Uncacheable {
        if (jdk.hasLayout()) {
            out.writeCount(JdkInsides.layout(object, access));
        }
        switch (jdk.kind()) {
            case CONSTANT -> {}
            case DATE -> out.writeLong(((Date) object).getTime());
            case OPTIONAL -> write(((Optional<?>) object).orElse(null));
            case VIEW -> write(JdkInsides.behind(object, access));
            case ENTRY -> {
                write(((Map.Entry<?, ?>) object).getKey());
                write(((Map.Entry<?, ?>) object).getValue());
            }
            case TEXT -> out.writeText(JdkTexts.of(object));
            case SEQUENCE, SET -> {
                write(GraphComparison.orderOf(object));
                out.writeByte(object instanceof List<?> list && answersForNull(list) ? 1 : 0);
                writeElements((Collection<?>) object);
            }
            case SEQUENCED_MAP, MAP -> {
                write(GraphComparison.orderOf(object));
                writeEntries((Map<?, ?>) object);
            }
        }
    }

    /** {@code List.of} throws when it is asked for null, what {@code Stream.toList} makes does not. */
    private static boolean answersForNull(List<?> list) {
        if (!list.getClass().getName().startsWith("java.util.ImmutableCollections$")) {
            return false;
        }
        try {
            return list.contains(null) || !list.isEmpty();
        } catch (NullPointerException refused) {
            return false;
        }
    }

    private void writeElements(Collection<?> elements) throws Uncacheable {
        out.writeCount(elements.size());
        for (Object element : elements) {
            write(element);
        }
    }

    private void writeEntries(Map<?, ?> entries) throws Uncacheable {
        out.writeCount(entries.size());
        List<Map.Entry<?, ?>> inOrder = new ArrayList<>(entries.entrySet());
        if (entries instanceof Hashtable) {
            Collections.reverse(inOrder); // What was put last into a slot is met first.
        }
        for (Map.Entry<?, ?> entry : inOrder) {
            write(entry.getKey());
            write(entry.getValue());
        }
    }

    private void writeFields(Object object, Class<?> type) throws Uncacheable {
        out.writeByte(GraphTag.OBJECT);
        writeClass(type);
        for (Field field : anatomy.of(type).state()) {
            write(anatomy.get(field, object));
        }
    }

    private void writeClass(Class<?> type) throws Uncacheable {
        Integer number = classes.putIfAbsent(type, classes.size());
        if (number != null) {
            out.writeCount(number + 1);
            return;
        }
        out.writeCount(0);
        out.writeText(type.getName());
        out.writeLong(anatomy.shape(type));
    }
}
