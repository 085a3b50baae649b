package dev.reprise.weaver.classfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class file, read as far as somebody asks: the constant pool's layout at once, the rest on demand. The JVM
 * specification, chapter 4, has the format.
 *
 * <p>It does not copy the bytes, which must not change while it is in use. Every method throws
 * {@link MalformedClassFile} or {@link IndexOutOfBoundsException} on bytes that are no class file.
 */
public final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int ACC_FINAL = 0x0010;
    private static final int ACC_INTERFACE = 0x0200;

    private final byte[] bytes;
    /** For each index of the constant pool where its entry's tag is, or 0. */
    private final int[] entries;
    /** Where the access flags are. */
    private final int header;

    private ClassFile(byte[] bytes, int[] entries, int header) {
        this.bytes = bytes;
        this.entries = entries;
        this.header = header;
    }

    /**
     * Reads the layout of a class file.
     *
     * @param bytes the class file
     * @return a view of it
     */
    public static ClassFile of(byte[] bytes) {
        if (bytes.length < 10 || u4(bytes, 0) != MAGIC) {
            throw new MalformedClassFile("no class file");
        }
        int[] entries = new int[u2(bytes, 8)];
        int at = 10;
        for (int index = 1; index < entries.length; index++) {
            entries[index] = at;
            int tag = bytes[at];
            switch (tag) {
                case 1 -> at += 3 + u2(bytes, at + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    index++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> throw new MalformedClassFile("constant pool tag " + tag);
            }
        }
        return new ClassFile(bytes, entries, at);
    }

    /** Returns which words of a vocabulary occur as text in the constant pool. */
    public BitSet words(Vocabulary vocabulary) {
        BitSet found = new BitSet();
        for (int entry : entries) {
            if (entry != 0 && bytes[entry] == 1) {
                vocabulary.find(bytes, entry + 3, u2(entry + 1), found);
            }
        }
        return found;
    }

    /** Returns the version of the format, such as 52 for Java 8. */
    public int majorVersion() {
        return u2(6);
    }

    /** Returns the internal name, such as {@code java/util/Map$Entry}. */
    public String name() {
        return className(u2(header + 2));
    }

    /** Returns the superclass's internal name, or null for {@code java.lang.Object} and modules. */
    public @Nullable String superName() {
        int index = u2(header + 4);
        return index == 0 ? null : className(index);
    }

    /** Whether it is an interface. */
    public boolean isInterface() {
        return (u2(header) & ACC_INTERFACE) != 0;
    }

    /** Whether no other class can extend it. */
    public boolean isFinal() {
        return (u2(header) & ACC_FINAL) != 0;
    }

    /** Returns the internal names of the interfaces that it names itself. */
    public List<String> interfaces() {
        int count = u2(header + 6);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(className(u2(header + 8 + 2 * i)));
        }
        return names;
    }

    /** Returns whether it has a supertype other than {@code Object}. */
    public boolean isDerived() {
        String parent = superName();
        return (parent != null && !parent.equals("java/lang/Object")) || u2(header + 6) > 0;
    }

    /** Returns the fields that it declares, in order. */
    public List<ClassField> fields() {
        int at = header + 8 + 2 * u2(header + 6);
        int count = u2(at);
        at += 2;
        List<ClassField> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(new ClassField(u2(at), utf8(u2(at + 2)), utf8(u2(at + 4))));
            at = skipAttributes(at + 6);
        }
        return fields;
    }

    /** Returns the methods that it declares, in order. */
    public List<ClassMethod> methods() {
        int at = header + 8 + 2 * u2(header + 6);
        int fields = u2(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = skipAttributes(at + 6);
        }
        int count = u2(at);
        at += 2;
        List<ClassMethod> methods = new ArrayList<>(count);
        MethodReader reader = new MethodReader(this);
        for (int i = 0; i < count; i++) {
            methods.add(reader.read(at));
            at = skipAttributes(at + 6);
        }
        return methods;
    }

    private int skipAttributes(int countAt) {
        int at = countAt + 2;
        for (int i = u2(countAt); i > 0; i--) {
            at += 6 + u4(bytes, at + 2);
        }
        return at;
    }

    String className(int index) {
        return utf8(u2(entries[index] + 1));
    }

    String utf8(int index) {
        int entry = entries[index];
        return new String(bytes, entry + 3, u2(entry + 1), StandardCharsets.UTF_8);
    }

    /** Returns name and descriptor of a method reference, one after the other. */
    String signature(int index) {
        int nameAndType = entries[u2(entries[index] + 3)];
        return utf8(u2(nameAndType + 1)) + utf8(u2(nameAndType + 3));
    }

    /** Returns whether an index is one of the constant pool, and that of a method reference. */
    boolean isMethod(int index) {
        return isMethodOfInterface(index)
                || (index < entries.length && entries[index] != 0 && bytes[entries[index]] == 10);
    }

    /** As above, of a method that an interface declares. */
    boolean isMethodOfInterface(int index) {
        return index < entries.length && entries[index] != 0 && bytes[entries[index]] == 11;
    }

    int integer(int index) {
        return u4(bytes, entries[index] + 1);
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return u2(bytes, at);
    }

    int u4(int at) {
        return u4(bytes, at);
    }

    private static int u2(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static int u4(byte[] bytes, int at) {
        return (u2(bytes, at) << 16) | u2(bytes, at + 2);
    }
}
