package dev.reprise.benchmarks.fuzz;

import dev.reprise.benchmarks.fuzz.forbidden.Trap;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entries that name {@link Trap}, made in a class loader of their own, so that in this one it stays uninitialised. */
public final class Strangers {

    private Strangers() {}

    static List<byte[]> all() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(url(each));
        }
        try (URLClassLoader own =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            List<byte[]> all = new ArrayList<>();
            for (Object entry : (List<?>) own.loadClass(Strangers.class.getName())
                    .getMethod("entries")
                    .invoke(null)) {
                all.add((byte[]) entry);
            }
            return all;
        } finally {
            System.clearProperty(Trap.SPRUNG);
        }
    }

    /**
     * Returns the entries; for the class loader of their own.
     *
     * @throws Exception if they cannot be made
     */
    public static List<byte[]> entries() throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE)
                .codec(
                        Answering.class.getDeclaredMethod("tree").getGenericReturnType(),
                        Answering.class,
                        List.of("dev.reprise."));
        Trap trap = new Trap();
        return List.of(
                codec.encode(Map.of("trap", trap)),
                codec.encode(Map.of("traps", new Trap[] {trap})),
                codec.encode(Map.of("traps", new Trap[1][2])),
                codec.encode(Map.of("a", List.of(1, List.of("x", trap)))));
    }

    private static URL url(String path) throws MalformedURLException {
        return Path.of(path).toUri().toURL();
    }
}
