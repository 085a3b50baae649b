package dev.reprise.admin.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's way to other JVMs of the same user, module {@code jdk.attach}: looked up by name, because a JRE may lack it, and
 * because the agent's class loader sees the modules of the platform only. Not thread-safe.
 */
final class Attach implements AutoCloseable {

    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";
    private static final String DESCRIPTOR = MACHINE + "Descriptor";

    /**
     * A JVM.
     *
     * @param pid its process
     * @param name its main class or jar, and what follows it
     */
    record Jvm(String pid, String name) {}

    private final String pid;
    private final Object machine;

    private Attach(String pid, Object machine) {
        this.pid = pid;
        this.machine = machine;
    }

    /**
     * Returns the JVMs of this user.
     *
     * @throws IOException if this Java has no attach API
     */
    static List<Jvm> list() throws IOException {
        List<Jvm> jvms = new ArrayList<>();
        for (Object each : (List<?>) wanted(call(type(MACHINE), null, "list"))) {
            Class<?> type = type(DESCRIPTOR);
            jvms.add(new Jvm(String.valueOf(call(type, each, "id")), String.valueOf(call(type, each, "displayName"))));
        }
        return jvms;
    }

    /**
     * Goes to a JVM.
     *
     * @throws IOException if there is none such, or it lets nobody in
     */
    static Attach to(String pid) throws IOException {
        try {
            return new Attach(pid, wanted(call(type(MACHINE), null, "attach", pid)));
        } catch (IOException refused) {
            throw new IOException("process " + pid + " cannot be attached to: " + refused.getMessage(), refused);
        }
    }

    /** Returns what the JVM's agents and its command line have left there. */
    Properties agentProperties() throws IOException {
        return (Properties) wanted(call(type(MACHINE), machine, "getAgentProperties"));
    }

    /** Returns its system properties. */
    Properties systemProperties() throws IOException {
        return (Properties) wanted(call(type(MACHINE), machine, "getSystemProperties"));
    }

    /** Has it load an agent, and returns when that has started. */
    void load(File jar, @Nullable String argument) throws IOException {
        try {
            call(type(MACHINE), machine, "loadAgent", jar.getPath(), argument);
        } catch (IOException refused) {
            throw new IOException(
                    "process " + pid + " does not take the agent: " + refused.getMessage()
                            + "; -XX:-EnableDynamicAgentLoading forbids it, and the log of the process may tell more",
                    refused);
        }
    }

    @Override
    public void close() throws IOException {
        call(type(MACHINE), machine, "detach");
    }

    private static Object wanted(@Nullable Object result) throws IOException {
        if (result == null) {
            throw new IOException("the attach API of this Java gives no answer");
        }
        return result;
    }

    private static Class<?> type(String name) throws IOException {
        try {
            return ClassLoader.getSystemClassLoader().loadClass(name);
        } catch (ClassNotFoundException noJdk) {
            throw new IOException(
                    "this Java (" + System.getProperty("java.home") + ") has no module jdk.attach, which it takes to"
                            + " reach other JVMs; run the command with a JDK",
                    noJdk);
        }
    }

    private static @Nullable Object call(Class<?> type, @Nullable Object on, String name, @Nullable String... arguments)
            throws IOException {
        try {
            Class<?>[] types = new Class<?>[arguments.length];
            Arrays.fill(types, String.class);
            Method method = type.getMethod(name, types);
            return method.invoke(on, (Object[]) arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            String message = cause.getMessage();
            throw new IOException(message == null || message.isBlank() ? cause.toString() : message, cause);
        } catch (ReflectiveOperationException otherJdk) {
            throw new IOException("the attach API of this Java cannot be used: " + otherJdk, otherJdk);
        }
    }
}
