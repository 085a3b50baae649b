package dev.reprise.weaver.check;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Opens a class path as the JVM would, and the jars in a jar as Spring Boot and containers of web applications would. */
final class Parts {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** A jar in a war in an ear; one that holds itself would have no end. */
    private static final int DEEPEST = 3;

    private static final List<String> ROOTS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

    private final List<Part> opened = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private final Set<File> seen = new HashSet<>();
    private final List<Path> copies = new ArrayList<>();

    /** Adds what is written as the JVM's class path: files, directories and {@code lib/*}. */
    void add(String written) {
        for (String each : written.split(File.pathSeparator, -1)) {
            if (each.equals("*") || each.endsWith("/*") || each.endsWith(File.separator + "*")) {
                addJarsOf(new File(each.length() > 1 ? each.substring(0, each.length() - 2) : "."));
            } else if (!each.isEmpty()) {
                addFile(new File(each), /* named= */ true);
            }
        }
    }

    private void addJarsOf(File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            oddities.add(directory + " is not there, or no directory");
            return;
        }
        Arrays.sort(files);
        for (File file : files) {
            if (file.getName().toLowerCase(Locale.ROOT).endsWith(".jar")) {
                addFile(file, /* named= */ true);
            }
        }
    }

    /**
     * @param named whether somebody named it; what a manifest names need not be there
     */
    private void addFile(File file, boolean named) {
        if (!seen.add(file.getAbsoluteFile())) {
            return;
        }
        if (file.isDirectory()) {
            opened.add(new Part.Directory(file.getPath(), file));
        } else if (!file.exists()) {
            if (named) {
                oddities.add(file + " is not there");
            }
        } else {
            addJar(file, file.getPath(), /* depth= */ 0);
        }
    }

    private void addJar(File file, String name, int depth) {
        try {
            ZipFile zip = new ZipFile(file);
            boolean wrapped = false;
            for (String root : ROOTS) {
                if (zip.getEntry(root) != null || hasEntryBelow(zip, root)) {
                    opened.add(new Part.Jar(name + "!/" + root.substring(0, root.length() - 1), zip, root));
                    wrapped = true;
                }
            }
            if (!wrapped) {
                opened.add(new Part.Jar(name, zip, ""));
            }
            addJarsIn(zip, name, depth + 1);
            addNamedByManifest(zip, file);
        } catch (IOException unreadable) {
            oddities.add(name + " is no jar: " + unreadable.getMessage());
        }
    }

    private static boolean hasEntryBelow(ZipFile zip, String root) {
        return zip.stream().anyMatch(entry -> entry.getName().startsWith(root));
    }

    private void addJarsIn(ZipFile zip, String name, int depth) throws IOException {
        if (depth > DEEPEST) {
            return;
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.isDirectory()
                    && (entry.getName().endsWith(".jar") || entry.getName().endsWith(".war"))) {
                // A zip in a zip cannot be searched where it is.
                Path copy = Files.createTempFile("reprise-check", ".jar");
                copies.add(copy);
                copy.toFile().deleteOnExit(); // If the command is interrupted.
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                addJar(copy.toFile(), name + "!/" + entry.getName(), depth);
            }
        }
    }

    private void addNamedByManifest(ZipFile zip, File jar) throws IOException {
        String named = classPathOf(zip);
        if (named != null && !copies.contains(jar.toPath())) {
            URI base = jar.getAbsoluteFile().toURI();
            for (String each : named.trim().split("\\s+", -1)) {
                try {
                    addFile(new File(base.resolve(each)), /* named= */ false);
                } catch (IllegalArgumentException noFile) {
                    oddities.add(jar + ": Class-Path names " + each + ", which is no file");
                }
            }
        }
    }

    private static @Nullable String classPathOf(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        }
    }

    List<Part> opened() {
        return opened;
    }

    /** Returns what was named and cannot be used. */
    List<String> oddities() {
        return oddities;
    }

    /** Takes away what it made. */
    void removeCopies() throws IOException {
        for (Path copy : copies) {
            Files.deleteIfExists(copy);
        }
    }
}
