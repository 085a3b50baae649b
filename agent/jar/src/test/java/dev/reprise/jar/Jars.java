package dev.reprise.jar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Reads jars and builds small ones. */
final class Jars {

    private Jars() {}

    /** Returns the entries of a jar, without directories, in its order. */
    static Map<String, byte[]> read(Path jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().collect(Collectors.toList())) {
                if (!entry.isDirectory()) {
                    try (InputStream content = file.getInputStream(entry)) {
                        entries.put(entry.getName(), content.readAllBytes());
                    }
                }
            }
        }
        return entries;
    }

    /** Returns the classes of a package and those below it, from the tests' own classes. */
    static Map<String, byte[]> classes(Class<?> example) throws IOException {
        Path root = ClassPath.of(example);
        Path folder = root.resolve(example.getPackageName().replace('.', '/'));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
                entries.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    /** Returns the entries under other names; those that become null are left out. */
    static Map<String, byte[]> renamed(Map<String, byte[]> entries, UnaryOperator<String> name) {
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        entries.forEach((old, content) -> {
            String now = name.apply(old);
            if (now != null) {
                renamed.put(now, content);
            }
        });
        return renamed;
    }

    /** Writes a jar whose entries are stored, as jars in a Spring Boot jar must be. */
    static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                CRC32 crc = new CRC32();
                crc.update(each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
