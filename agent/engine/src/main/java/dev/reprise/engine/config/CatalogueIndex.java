package dev.reprise.engine.config;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which clients the catalogue has, and of which packages the classes are that their rules can mean, so that no rule need be
 * read before such a class is there.
 */
public final class CatalogueIndex {

    private CatalogueIndex() {}

    /**
     * Makes the index; run by the build.
     *
     * @param files the YAML of each client
     * @return what {@link #read} reads
     * @throws IllegalArgumentException if a file is not right
     */
    public static byte[] compile(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(files.size());
            for (Map.Entry<String, String> file : files.entrySet()) {
                List<String> packages = packages(file.getKey(), file.getValue());
                out.writeUTF(file.getKey());
                out.writeByte(packages.size());
                for (String each : packages) {
                    out.writeUTF(each);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static List<String> packages(String client, String yaml) {
        Problems problems = new Problems();
        Node.Mapping root = DocumentReader.read(new Document(client, yaml, /* json= */ false), problems);
        Fields fields =
                Catalogue.fields(root == null ? new Node.Mapping(SourceLocation.whole(client)) : root, problems);
        if (!client.equals(fields.text("client"))) {
            throw new IllegalArgumentException("the client of " + client + ".yaml needs to be called as its file");
        }
        SortedSet<String> packages = new TreeSet<>();
        for (MethodRule rule : new MethodRuleBinder(client, true, Mode.ON, problems).bindAll(fields.node("methods"))) {
            packages.add(packageOf(rule.pattern().typeText()));
            packages.addAll(rule.implementers());
            if (rule.pattern().subtypes() && rule.implementers().isEmpty()) {
                throw new IllegalArgumentException(
                        rule.where() + ": means the subtypes of others, too; write whose with implementers");
            }
        }
        try {
            problems.throwIfAny();
        } catch (ConfigurationException wrong) {
            throw new IllegalArgumentException(wrong);
        }
        return shortest(packages);
    }

    /** Up to the first part that is, or may be, a class. */
    private static String packageOf(String type) {
        int end = 0;
        for (int dot = type.indexOf('.'); dot >= 0; dot = type.indexOf('.', end)) {
            String part = type.substring(end, dot);
            if (part.indexOf('*') >= 0 || Character.isUpperCase(part.charAt(0))) {
                break;
            }
            end = dot + 1;
        }
        if (end == 0) {
            throw new IllegalArgumentException(type + " has no package");
        }
        return type.substring(0, end);
    }

    private static List<String> shortest(SortedSet<String> sorted) {
        List<String> shortest = new ArrayList<>();
        for (String each : sorted) {
            if (shortest.isEmpty() || !each.startsWith(shortest.get(shortest.size() - 1))) {
                shortest.add(each);
            }
        }
        return shortest;
    }

    /**
     * Reads and closes an index.
     *
     * @param contents opens what the build compiled of a client's file
     */
    public static List<CatalogueSource> read(InputStream index, Function<String, Supplier<InputStream>> contents) {
        List<CatalogueSource> sources = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(index)) {
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                String client = in.readUTF();
                List<String> packages = new ArrayList<>();
                for (int more = in.readUnsignedByte(); more > 0; more--) {
                    packages.add(in.readUTF());
                }
                sources.add(CatalogueSource.compiled(client, packages, contents.apply(client)));
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
        return sources;
    }
}
