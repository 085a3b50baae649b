package dev.reprise.engine.config;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A document that the build has read already. The catalogue is kept so in the agent's jar: to read its YAML would cost
 * the start of every host some seven milliseconds, and a host without a file of its own needs no YAML parser then.
 */
public final class CompiledDocument {

    private static final int NOTHING = 0;
    private static final int SCALAR = 1;
    private static final int SEQUENCE = 2;
    private static final int MAPPING = 3;

    private CompiledDocument() {}

    /**
     * Compiles YAML; run by the build.
     *
     * @param name how problems in the document are located
     * @param yaml the text
     * @return what {@link CatalogueSource#compiled} reads
     * @throws IllegalArgumentException if the text is not right
     */
    public static byte[] compile(String name, String yaml) {
        Problems problems = new Problems();
        Node.Mapping root = DocumentReader.read(new Document(name, yaml, /* json= */ false), problems);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            problems.throwIfAny();
            if (root == null) {
                throw new IllegalArgumentException(name + " is empty");
            }
            write(root, new DataOutputStream(bytes));
        } catch (ConfigurationException wrong) {
            throw new IllegalArgumentException(wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads and closes a compiled document. */
    static Node.Mapping read(String name, InputStream compiled) {
        try (DataInputStream in = new DataInputStream(compiled)) {
            return (Node.Mapping) node(name, in);
        } catch (IOException damaged) {
            throw new UncheckedIOException(name, damaged);
        }
    }

    private static void write(Node node, DataOutput out) throws IOException {
        if (node instanceof Node.Scalar scalar) {
            begin(SCALAR, scalar.where(), out);
            out.writeUTF(scalar.text());
        } else if (node instanceof Node.Sequence sequence) {
            begin(SEQUENCE, sequence.where(), out);
            out.writeShort(sequence.items().size());
            for (Node item : sequence.items()) {
                write(item, out);
            }
        } else if (node instanceof Node.Mapping mapping) {
            begin(MAPPING, mapping.where(), out);
            out.writeShort(mapping.entries().size());
            for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
                out.writeUTF(entry.getKey());
                place(entry.getValue().key(), out);
                write(entry.getValue().value(), out);
            }
        } else {
            begin(NOTHING, node.where(), out);
        }
    }

    private static void begin(int kind, SourceLocation where, DataOutput out) throws IOException {
        out.writeByte(kind);
        place(where, out);
    }

    private static void place(SourceLocation where, DataOutput out) throws IOException {
        out.writeShort(where.line());
        out.writeShort(where.column());
    }

    private static Node node(String name, DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        SourceLocation where = place(name, in);
        return switch (kind) {
            case SCALAR -> new Node.Scalar(where, in.readUTF());
            case SEQUENCE -> sequence(new Node.Sequence(where), in);
            case MAPPING -> mapping(new Node.Mapping(where), in);
            default -> new Node.Nothing(where);
        };
    }

    private static Node sequence(Node.Sequence sequence, DataInput in) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            sequence.items().add(node(sequence.where().file(), in));
        }
        return sequence;
    }

    private static Node mapping(Node.Mapping mapping, DataInput in) throws IOException {
        String name = mapping.where().file();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String key = in.readUTF();
            SourceLocation at = place(name, in);
            mapping.entries().put(key, new Node.Entry(at, node(name, in)));
        }
        return mapping;
    }

    private static SourceLocation place(String name, DataInput in) throws IOException {
        return new SourceLocation(name, in.readUnsignedShort(), in.readUnsignedShort());
    }
}
