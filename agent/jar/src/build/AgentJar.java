import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Turns the relocated jar into {@code reprise-agent.jar}: everything but the entry point moves below {@code reprise/},
 * classes as {@code .classdata}, so that neither the host's class path nor a scanner finds any of it. Entries are sorted
 * and carry one fixed time, so that two builds of one commit are the same to the byte.
 *
 * <p>Run by the build as a source file: {@code java AgentJar.java RELOCATED OUTPUT VERSION TIMESTAMP}.
 */
final class AgentJar {

    private static final String ENTRY_POINT = "dev/reprise/bootstrap/";
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.+\\.class");
    private static final Pattern LEFT_OUT = Pattern.compile(
            "META-INF/(maven/|native-image/|proguard/|.*\\.(SF|RSA|DSA)|INDEX\\.LIST|MANIFEST\\.MF|DEPENDENCIES)"
                    + ".*|(.*/)?module-info\\.class|.*/package-info\\.class|(.*/)?package\\.html");

    public static void main(String[] arguments) throws IOException {
        Path relocated = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]);
        FileTime time = FileTime.from(Instant.parse(arguments[3]));

        Map<String, byte[]> entries = new TreeMap<>();
        TreeSet<Integer> versions = new TreeSet<>();
        try (ZipFile in = new ZipFile(relocated.toFile())) {
            for (ZipEntry entry : in.stream().collect(Collectors.toList())) {
                if (entry.isDirectory() || LEFT_OUT.matcher(entry.getName()).matches()) {
                    continue;
                }
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    entries.put(place(entry.getName(), bytes, versions), bytes);
                }
            }
        }

        Path written = Files.createTempFile(output.toAbsolutePath().getParent(), "agent", ".jar");
        try (OutputStream file = Files.newOutputStream(written);
                ZipOutputStream out = new ZipOutputStream(file)) {
            add(out, "META-INF/MANIFEST.MF", manifest(arguments[2], versions), time);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                add(out, entry.getKey(), entry.getValue(), time);
            }
        }
        Files.move(written, output, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        output.toFile().setReadable(true, /* ownerOnly= */ false);
    }

    private static String place(String name, byte[] content, TreeSet<Integer> versions) throws IOException {
        if (name.startsWith(ENTRY_POINT) || name.matches("META-INF/(LICENSE|NOTICE|licenses/).*|META-INF/[A-Za-z-]+LICENSE")) {
            return name;
        }
        Matcher versioned = VERSIONED.matcher(name);
        if (versioned.matches()) {
            versions.add(Integer.valueOf(versioned.group(1)));
            // Relocation renames a class for a later Java, but not its entry.
            return "reprise/META-INF/versions/" + versioned.group(1) + "/" + className(content) + ".classdata";
        }
        return "reprise/" + (name.endsWith(".class") ? name + "data" : name);
    }

    /** Returns the name that a class gives itself, with slashes. */
    private static String className(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8); // magic, version
        int size = in.readUnsignedShort();
        String[] texts = new String[size];
        int[] names = new int[size];
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> names[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // long and double take two numbers
                }
                default -> in.skipNBytes(4);
            }
        }
        in.readUnsignedShort(); // access flags
        return texts[names[in.readUnsignedShort()]];
    }

    private static byte[] manifest(String version, TreeSet<Integer> versions) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "Reprise agent");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        main.putValue("Premain-Class", "dev.reprise.bootstrap.Premain");
        main.putValue("Agent-Class", "dev.reprise.bootstrap.Premain");
        main.putValue("Can-Redefine-Classes", "true");
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue(
                "Reprise-Class-Versions",
                versions.descendingSet().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream out, String name, byte[] content, FileTime time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(time);
        // Stored, not deflated: a start reads some 300 entries, and reading is quicker than inflating.
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
