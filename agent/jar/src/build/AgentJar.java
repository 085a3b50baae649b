import dev.reprise.engine.config.CatalogueIndex;
import dev.reprise.engine.config.CompiledDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
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
 * <p>Run by the build as a source file: {@code java -cp RELOCATED AgentJar.java RELOCATED OUTPUT VERSION TIMESTAMP}.
 */
final class AgentJar {

    private static final String ENTRY_POINT = "dev/reprise/bootstrap/";
    private static final String CATALOGUE = "reprise/catalogue/";
    private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: ");
    private static final Pattern LEFT_OUT = Pattern.compile(
            "META-INF/(maven/|versions/|native-image/|proguard/|.*\\.(SF|RSA|DSA)|INDEX\\.LIST|MANIFEST\\.MF|DEPENDENCIES)"
                    + ".*|(.*/)?module-info\\.class|.*/package-info\\.class|(.*/)?package\\.html");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path relocated = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]);
        FileTime time = FileTime.from(Instant.parse(arguments[3]));

        Map<String, byte[]> entries = new TreeMap<>();
        Map<String, String> clients = new TreeMap<>();
        try (ZipFile in = new ZipFile(relocated.toFile())) {
            for (ZipEntry entry : in.stream().collect(Collectors.toList())) {
                if (entry.isDirectory() || LEFT_OUT.matcher(entry.getName()).matches()) {
                    continue;
                }
                try (InputStream content = in.getInputStream(entry)) {
                    place(entry.getName(), content.readAllBytes(), entries, clients);
                }
            }
        }

        entries.put("reprise/" + CATALOGUE + "index", CatalogueIndex.compile(clients));

        Path folder = output.toAbsolutePath().getParent();
        Path written = Files.createTempFile(folder, "agent", ".jar");
        write(written, arguments[2], entries, time);
        entries.put("reprise/start-classes", startClasses(written, entries));
        write(written, arguments[2], entries, time);
        Files.move(written, output, StandardCopyOption.REPLACE_EXISTING);
        output.toFile().setReadable(true, /* ownerOnly= */ false);
    }

    private static void place(
            String name, byte[] content, Map<String, byte[]> entries, Map<String, String> clients) {
        if (name.startsWith(ENTRY_POINT)
                || name.matches("META-INF/(LICENSE|NOTICE|licenses/).*|META-INF/[A-Za-z-]+LICENSE")) {
            entries.put(name, content);
        } else if (name.startsWith(CATALOGUE)) {
            String file = name.substring("reprise/".length());
            String yaml = new String(content, StandardCharsets.UTF_8);
            entries.put("reprise/" + name.replace(".yaml", ".compiled"), CompiledDocument.compile(file, yaml));
            clients.put(name.substring(CATALOGUE.length()).replace(".yaml", ""), yaml);
        } else {
            entries.put("reprise/" + (name.endsWith(".class") ? name + "data" : name), content);
        }
    }

    /**
     * Starts a JVM with the agent, to see which of its classes a start loads, and returns copies of them as {@code
     * StartClasses} reads them. The configuration has one method that no class has, so nothing is woven.
     */
    private static byte[] startClasses(Path agent, Map<String, byte[]> entries)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(agent.getParent(), "start");
        Path configuration = folder.resolve("reprise.yaml");
        Path loaded = folder.resolve("loaded.log");
        Files.writeString(configuration, "methods:\n  - method: com.acme.Prompts#build(..)\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-javaagent:" + agent + "=" + configuration,
                        "-version")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("REPRISE_") || name.contains("JAVA_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();

        ByteArrayOutputStream copies = new ByteArrayOutputStream();
        Matcher line = LOADED.matcher(Files.readString(loaded));
        while (line.find()) {
            byte[] file = entries.get("reprise/" + line.group(1).replace('.', '/') + ".classdata");
            if (file != null) {
                copies.write(line.group(1).length());
                copies.write(line.group(1).getBytes(StandardCharsets.ISO_8859_1));
                copies.write(file.length >> 16);
                copies.write(file.length >> 8);
                copies.write(file.length);
                copies.write(file);
            }
        }
        Files.delete(configuration);
        Files.delete(loaded);
        Files.delete(folder);
        if (status != 0 || copies.size() == 0) {
            throw new IllegalStateException("the agent did not start; the JVM said: " + said);
        }
        return copies.toByteArray();
    }

    private static void write(Path jar, String version, Map<String, byte[]> entries, FileTime time) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            add(out, "META-INF/MANIFEST.MF", manifest(version), time);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                add(out, entry.getKey(), entry.getValue(), time);
            }
        }
    }

    private static byte[] manifest(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "Reprise agent");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        main.put(Attributes.Name.MAIN_CLASS, "dev.reprise.bootstrap.Main");
        main.putValue("Premain-Class", "dev.reprise.bootstrap.Premain");
        main.putValue("Agent-Class", "dev.reprise.bootstrap.Premain");
        main.putValue("Can-Redefine-Classes", "true");
        main.putValue("Can-Retransform-Classes", "true");
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
