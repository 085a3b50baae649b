package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of the host: its class and its fields and, if it is a collection or a map, its elements. */
final class ObjectShape implements Shape {

    private static final String KEY_IGNORED = "dev.reprise.api.KeyIgnored";

    private final Descriptor descriptor;
    private final boolean known;
    private final @Nullable Shape elements;
    private final Slot[] slots;
    private final List<String> leftOut;

    /** Whether all that it has in it are texts and numbers, none of which can be refused or lead back to it. */
    private final boolean isFlat;

    private ObjectShape(
            Class<?> type, Descriptor descriptor, @Nullable Shape elements, Slot[] slots, List<String> leftOut) {
        known = KnownCode.includes(type);
        this.descriptor = descriptor;
        this.elements = elements;
        this.slots = slots;
        this.leftOut = leftOut;
        this.isFlat = elements == null && isFlat(slots);
    }

    private static boolean isFlat(Slot[] slots) {
        for (Slot slot : slots) {
            boolean isText = slot.field.getType() == String.class;
            if (slot.looksInto || !(isText || slot.kind.isNumber())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the shape of a class.
     *
     * @param type the class
     * @param elements how its elements are encoded if it is a collection or a map, else null
     * @param access opens what is closed
     */
    static ObjectShape of(Class<?> type, @Nullable Shape elements, FieldAccess access) {
        boolean onlyElements = elements != null && KeyAdapter.isCollectionLibrary(type);
        return of(type, elements, onlyElements ? List.of() : InstanceFields.of(type, access, ThatCount.INSTANCE));
    }

    /** Returns the shape of a class of which only some fields count. */
    static ObjectShape of(Class<?> type, @Nullable Shape elements, List<Field> fields) {
        List<String> names = new ArrayList<>();
        names.add(type.getName());
        names.add(elements == null ? "object" : "container");
        List<Slot> slots = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Field field : fields) {
            Class<?> declaring = field.getDeclaringClass();
            KeyAdapter adapter = KeyAdapter.of(declaring);
            if (!isIgnored(field) && !adapter.leavesOut(field)) {
                boolean known = KnownCode.includes(declaring);
                slots.add(new Slot(
                        field,
                        field.getName(),
                        Kind.of(field.getType()),
                        adapter,
                        adapter != KeyAdapter.NONE && adapter.looksInto(field),
                        known));
                names.add(declaring.getName());
                names.add(field.getName());
            } else {
                leftOut.add(field.getName());
            }
        }
        return new ObjectShape(type, Descriptor.of(names), elements, slots.toArray(new Slot[0]), List.copyOf(leftOut));
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (isFlat && rules == null && walk.passes(slots.length) && isWrittenFlat(value, walk)) {
            return;
        }
        if (!walk.enter(value)) {
            return;
        }
        walk.out.put(Tag.OBJECT);
        descriptor.write(walk.out);
        boolean around = walk.isHeldByKnownCode();
        if (elements != null) {
            walk.heldByKnownCode(around && known); // Elements are those of whoever filled the collection.
            elements.write(value, walk, rules);
        }
        for (Slot slot : slots) {
            walk.field(slot.name);
            walk.heldByKnownCode(slot.known);
            slot.write(value, walk, rules == null ? null : slot.rules(rules));
        }
        if (walk.isTraced()) {
            leftOut.forEach(walk::leftOut);
        }
        walk.heldByKnownCode(around);
        walk.leave();
    }

    /** Writes the same as if it had gone into it; nothing, and returns false, if one field cannot be read. */
    private boolean isWrittenFlat(Object value, Walk walk) {
        KeyBuffer out = walk.out;
        int start = out.size();
        out.put(Tag.OBJECT);
        descriptor.write(out);
        try {
            for (Slot slot : slots) {
                slot.writeFlat(value, walk);
            }
            return true;
        } catch (IllegalAccessException closed) {
            out.truncate(start); // Gone into, it is refused with the way to it.
            return false;
        }
    }

    /** Returns a field's content, boxed. */
    static @Nullable Object read(Field field, Object owner, Walk walk) throws Unkeyable {
        try {
            return field.get(owner);
        } catch (IllegalAccessException closed) {
            throw walk.refuse("cannot be read: " + closed.getMessage());
        }
    }

    private static boolean isIgnored(Field field) {
        for (Annotation annotation : field.getAnnotations()) {
            // By name: the annotation's class belongs to the loader of the host.
            if (annotation.annotationType().getName().equals(KEY_IGNORED)) {
                return true;
            }
        }
        return false;
    }

    /** The transient fields that a library is known to send. */
    private enum ThatCount implements InstanceFields.Transients {
        INSTANCE;

        @Override
        public boolean count(Field field) {
            return KeyAdapter.of(field.getDeclaringClass()).countsTransient(field);
        }
    }

    private enum Kind {
        BOOLEAN,
        BYTE,
        SHORT,
        CHAR,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        REFERENCE;

        /** Returns whether it is written as it is, without being boxed. */
        boolean isNumber() {
            return this == BOOLEAN || this == INT || this == LONG || this == DOUBLE;
        }

        static Kind of(Class<?> type) {
            return type.isPrimitive() ? valueOf(type.getName().toUpperCase(java.util.Locale.ROOT)) : REFERENCE;
        }
    }

    private record Slot(Field field, String name, Kind kind, KeyAdapter adapter, boolean looksInto, boolean known) {

        @Nullable
        PathRules rules(PathRules ofOwner) {
            PathRules own = ofOwner.child(name);
            return own == null && adapter.isTransparent(field) ? ofOwner : own;
        }

        void write(Object owner, Walk walk, @Nullable PathRules rules) throws Unkeyable {
            KeyBuffer out = walk.out;
            if (rules != null && rules.ignored()) {
                walk.ignored();
                return;
            }
            try {
                if (kind.isNumber() && !walk.isTraced()) {
                    writeNumber(owner, out);
                } else {
                    Object content = field.get(owner);
                    walk.value(looksInto ? adapter.content(field, content, walk) : content, rules);
                }
            } catch (IllegalAccessException closed) {
                throw walk.refuse("cannot be read: " + closed.getMessage());
            }
        }

        /** Writes the same of a text or a number. */
        void writeFlat(Object owner, Walk walk) throws IllegalAccessException {
            if (kind.isNumber()) {
                writeNumber(owner, walk.out);
            } else {
                walk.passed((String) field.get(owner));
            }
        }

        private void writeNumber(Object owner, KeyBuffer out) throws IllegalAccessException {
            switch (kind) {
                case BOOLEAN -> out.put(field.getBoolean(owner) ? Tag.TRUE : Tag.FALSE);
                case INT -> {
                    out.put(Tag.INT);
                    out.putInt(field.getInt(owner));
                }
                case LONG -> {
                    out.put(Tag.LONG);
                    out.putLong(field.getLong(owner));
                }
                default -> {
                    out.put(Tag.DOUBLE);
                    out.putLong(Double.doubleToLongBits(field.getDouble(owner)));
                }
            }
        }
    }
}
