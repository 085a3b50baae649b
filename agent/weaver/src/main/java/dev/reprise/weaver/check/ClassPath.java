package dev.reprise.weaver.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a service, as far as they lie in files: directories, jars, and jars in jars, which are copied into
 * temporary files while it is open. Nothing of it is ever loaded. Not thread-safe.
 */
public final class ClassPath implements AutoCloseable {

    /** What is done with each class. */
    interface Visitor {
        /**
         * Takes a class.
         *
         * @param name with dots
         * @param file its class file
         */
        void visit(String name, byte[] file);
    }

    private final Parts parts = new Parts();
    private final ClassLoader loader = new Resources();

    /**
     * Opens a class path.
     *
     * @param written each as the JVM takes it: files, directories and {@code lib/*}, with the separator of the platform
     *     between
     */
    public ClassPath(List<String> written) {
        written.forEach(parts::add);
    }

    /** Returns what was named and cannot be used, and why. */
    public List<String> oddities() {
        return List.copyOf(parts.oddities());
    }

    /** Returns a loader that has the class files as resources, and loads none of them. */
    ClassLoader loader() {
        return loader;
    }

    /** Visits all classes, of several of one name the first. */
    void forEach(Visitor visitor) throws IOException {
        Set<String> seen = new HashSet<>();
        for (Part part : parts.opened()) {
            for (String resource : part.classes()) {
                byte[] file = seen.add(resource) ? part.read(resource) : null;
                if (file != null) {
                    String name = resource.substring(0, resource.length() - Part.CLASS.length());
                    visitor.visit(name.replace('/', '.'), file);
                }
            }
        }
    }

    /** Returns the last name of the jar or directory that has a class; null if none has. */
    @Nullable
    String holder(String className) {
        Part part = find(className.replace('.', '/') + Part.CLASS);
        return part == null ? null : part.name().substring(part.name().lastIndexOf('/') + 1);
    }

    private @Nullable Part find(String resource) {
        for (Part part : parts.opened()) {
            if (part.has(resource)) {
                return part;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts.opened()) {
            part.close();
        }
        parts.removeCopies();
    }

    /** Behind it the platform's: supertypes may be the JDK's. */
    private final class Resources extends ClassLoader {

        Resources() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected @Nullable URL findResource(String resource) {
            Part part = find(resource);
            if (part == null) {
                return null;
            }
            try {
                return new URL("file", null, -1, part.name() + "!/" + resource, new Content(part, resource));
            } catch (MalformedURLException impossible) {
                return null;
            }
        }
    }

    /** Opens what a part has. */
    private static final class Content extends URLStreamHandler {

        private final Part part;
        private final String resource;

        Content(Part part, String resource) {
            this.part = part;
            this.resource = resource;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] content = part.read(resource);
                    return new ByteArrayInputStream(content == null ? new byte[0] : content);
                }
            };
        }
    }
}
