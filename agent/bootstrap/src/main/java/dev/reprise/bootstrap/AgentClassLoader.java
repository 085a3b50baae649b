package dev.reprise.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent from the part of its jar that no class path scanner sees: class {@code a.b.C} from the entry
 * {@code reprise/a/b/C.classdata}, resource {@code x/y} from {@code reprise/x/y}.
 *
 * <p>Its parent is the platform loader, so it shares the JDK with the host and nothing else; what the jar holds wins
 * over what the JDK holds. It stays open as long as the JVM runs. Safe for use by any number of threads.
 */
public final class AgentClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String ROOT = "reprise/";

    private final ZipFile jar;
    private final ProtectionDomain domain;

    /** Null when the start is over: every class is in an entry of its own as well. */
    private volatile StartClasses startClasses;

    private AgentClassLoader(ClassLoader parent, ZipFile jar, ProtectionDomain domain) throws IOException {
        super(parent);
        this.jar = jar;
        this.domain = domain;
        ZipEntry entry = jar.getEntry(StartClasses.ENTRY);
        this.startClasses = entry == null ? null : new StartClasses(read(entry));
    }

    /**
     * Opens the agent's jar.
     *
     * @param file the jar
     * @return a loader over it
     * @throws IOException if the jar cannot be read
     */
    public static AgentClassLoader open(File file) throws IOException {
        ClassLoader platform = platform();
        Permissions all = new Permissions();
        all.add(new AllPermission());
        CodeSource source = new CodeSource(file.toURI().toURL(), (Certificate[]) null);
        return new AgentClassLoader(platform, new ZipFile(file), new ProtectionDomain(source, all));
    }

    /**
     * Returns the platform loader: the last before the bootstrap loader, whatever the host put in front of it. Java 8,
     * for which this class is compiled, has no method for it, and to call that by reflection costs 15 ms.
     */
    private static ClassLoader platform() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    /** Gives up the memory that only a start needs. */
    void started() {
        startClasses = null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            if (loaded == null) {
                loaded = super.loadClass(name, false);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return null;
        }
        StartClasses start = startClasses;
        int place = start == null ? -1 : start.find(name);
        if (place >= 0) {
            return defineClass(name, start.bytes(), place, start.lengthAt(place), domain);
        }
        ZipEntry entry = entry(name.replace('.', '/') + ".class");
        if (entry == null) {
            return null;
        }
        try {
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return getParent().getResourceAsStream(name);
        }
        try {
            return new ByteArrayInputStream(read(entry));
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? getParent().getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL own = findResource(name);
        return own == null ? getParent().getResources(name) : Collections.enumeration(Collections.singleton(own));
    }

    @Override
    protected URL findResource(String name) {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return null;
        }
        try {
            // A handler of its own: the JDK's for jar URLs would open and cache the jar a second time.
            return new URL("reprise", null, -1, "/" + entry.getName(), new EntryHandler(entry));
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    private ZipEntry entry(String resource) {
        return jar.getEntry(ROOT + (resource.endsWith(".class") ? resource + "data" : resource));
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = new byte[(int) entry.getSize()];
            int length = 0;
            int read;
            while (length < bytes.length && (read = in.read(bytes, length, bytes.length - length)) > 0) {
                length += read;
            }
            if (length < bytes.length) {
                throw new IOException("truncated entry " + entry.getName());
            }
            return bytes;
        }
    }

    private final class EntryHandler extends URLStreamHandler {

        private final ZipEntry entry;

        EntryHandler(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(read(entry));
                }
            };
        }
    }
}
