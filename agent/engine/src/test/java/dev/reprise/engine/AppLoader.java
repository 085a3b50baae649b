package dev.reprise.engine;

import dev.reprise.engine.app.Desk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** An application with classes of its own, and a service file that names its adapters. */
final class AppLoader extends ClassLoader {

    private final List<String> serviceFile;

    AppLoader(String... serviceFile) {
        super(AppLoader.class.getClassLoader());
        this.serviceFile = List.of(serviceFile);
    }

    Class<?> desk() throws ClassNotFoundException {
        return loadClass(Desk.class.getName());
    }

    Object report(String title, String pattern) throws ReflectiveOperationException {
        return desk().getMethod("report", String.class, String.class).invoke(null, title, pattern);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(Desk.class.getPackageName() + ".")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        try (InputStream content = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (content == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = content.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!name.equals("META-INF/services/dev.reprise.api.Adapter")) {
            return super.getResources(name);
        }
        byte[] content = String.join("\n", serviceFile).getBytes(StandardCharsets.UTF_8);
        URL file = new URL(null, "memory:/" + name, new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(content);
                    }
                };
            }
        });
        return Collections.enumeration(List.of(file));
    }
}
