package dev.reprise.weaver;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Defines the gate in {@code java.lang}, before any class that refers to it is linked. Every class loader delegates
 * {@code java.*}, so woven classes find it wherever they live.
 */
public final class GateDefinition {

    private static final String GATE = "java/lang/RepriseGate";

    private GateDefinition() {}

    /**
     * Defines the gate, unless the agent runs unpackaged and the gate has its own name.
     *
     * @param instrumentation the JVM's hook
     * @param agent the loader that has the gate's class file as a resource
     * @throws IOException if the class file cannot be read or written
     */
    public static void define(Instrumentation instrumentation, ClassLoader agent) throws IOException {
        byte[] gate = read(agent);
        if (gate.length == 0) {
            return;
        }
        try {
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of("java.lang", Set.of(agent.getUnnamedModule())),
                    Set.of(),
                    Map.of());
            MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(gate);
        } catch (Exception | LinkageError refused) {
            // It costs the host its CDS archive, so it is only the second best.
            append(instrumentation, gate);
        }
    }

    private static byte[] read(ClassLoader agent) throws IOException {
        try (InputStream in = agent.getResourceAsStream(GATE + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static void append(Instrumentation instrumentation, byte[] gate) throws IOException {
        File jar = File.createTempFile("reprise-gate", ".jar");
        jar.deleteOnExit();
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(GATE + ".class"));
            out.write(gate);
        }
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
    }
}
