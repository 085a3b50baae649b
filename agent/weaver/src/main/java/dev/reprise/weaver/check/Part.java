package dev.reprise.weaver.check;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** One place of a class path: a directory, a jar, or the classes within a jar. Safe for use by one thread. */
sealed interface Part extends AutoCloseable {

    String CLASS = ".class";

    /** Returns its name as people know it: {@code app.jar!/BOOT-INF/lib/client-1.2.jar}. */
    String name();

    /** Returns the names of the class files in it, with slashes and the ending. */
    List<String> classes() throws IOException;

    /** Whether it has a resource. */
    boolean has(String resource);

    /** Returns the content of a resource; null if it has none such. */
    byte @Nullable [] read(String resource) throws IOException;

    @Override
    void close() throws IOException;

    /** Whether it is a class that a service could name: not one for a newer Java, and no description of a module. */
    static boolean isClass(String resource) {
        return resource.endsWith(CLASS)
                && !resource.startsWith("META-INF/")
                && !resource.endsWith("module-info.class")
                && !resource.endsWith("package-info.class");
    }

    /** Class files in a directory. */
    record Directory(String name, File root) implements Part {

        @Override
        public List<String> classes() throws IOException {
            Path top = root.toPath();
            List<String> found = new ArrayList<>();
            try (Stream<Path> all = Files.walk(top)) {
                all.forEach(file -> {
                    String resource = top.relativize(file).toString().replace(File.separatorChar, '/');
                    if (isClass(resource)) {
                        found.add(resource);
                    }
                });
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            return found;
        }

        @Override
        public boolean has(String resource) {
            return new File(root, resource).isFile();
        }

        @Override
        public byte @Nullable [] read(String resource) throws IOException {
            File file = new File(root, resource);
            return file.isFile() ? Files.readAllBytes(file.toPath()) : null;
        }

        @Override
        public void close() {}
    }

    /**
     * Class files in a jar.
     *
     * @param prefix what their entries begin with, such as {@code BOOT-INF/classes/}
     */
    record Jar(String name, ZipFile zip, String prefix) implements Part {

        @Override
        public List<String> classes() {
            List<String> found = new ArrayList<>();
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                String entry = entries.nextElement().getName();
                if (entry.startsWith(prefix) && isClass(entry.substring(prefix.length()))) {
                    found.add(entry.substring(prefix.length()));
                }
            }
            return found;
        }

        @Override
        public boolean has(String resource) {
            return zip.getEntry(prefix + resource) != null;
        }

        @Override
        public byte @Nullable [] read(String resource) throws IOException {
            ZipEntry entry = zip.getEntry(prefix + resource);
            if (entry == null) {
                return null;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
