package dev.reprise.bootstrap;

import java.security.CodeSource;

/** Why the agent stays out of this JVM. */
final class StandDown {

    /** The first Java that the agent is built for. */
    static final int OLDEST_JAVA = 17;

    /** The last Java whose class files the agent's Byte Buddy reads. */
    static final int NEWEST_JAVA = 28;

    private static final String GATE = "java.lang.RepriseGate";

    /** Whether this class was asked before: every agent of this name is started through the system class loader. */
    private static boolean loaded;

    /** Why the agent is off in this JVM; null while it is on. */
    static volatile String off;

    /** The agent of this JVM, to which commands are brought; null before it has started. */
    static volatile Class<?> agent;

    private final String line;
    private final boolean second;

    private StandDown(String line, boolean second) {
        this.line = line;
        this.second = second;
    }

    /** What to tell on standard error, or null if the user need not know. */
    String line() {
        return line;
    }

    /** Whether another agent of this kind is here already, and may be on. */
    boolean isSecond() {
        return second;
    }

    /** The reason to stay out, or null if there is none. */
    static StandDown reason() {
        String command = System.getProperty("sun.java.command");
        if (isJdkTool(System.getProperty("jdk.module.main"), command) || isOwnCommand(command)) {
            return new StandDown(null, /* second= */ false);
        }
        String unsupported = unsupported(System.getProperty("java.specification.version"));
        if (unsupported != null) {
            return new StandDown(unsupported, /* second= */ false);
        }
        if (isLoaded()) {
            return new StandDown("is loaded already; the second -javaagent or attach is ignored", /* second= */ true);
        }
        return null;
    }

    /**
     * Whether the JVM runs one of the JDK's own commands, which inherit {@code JAVA_TOOL_OPTIONS} from a service's
     * environment. The launcher of single source files is the host's program, although it lives in the compiler.
     */
    static boolean isJdkTool(String mainModule, String command) {
        String mainClass = command == null ? "" : command.split(" ", 2)[0];
        if (mainClass.contains("com.sun.tools.javac.launcher.")) {
            return false;
        }
        if (mainModule != null && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."))) {
            return true;
        }
        return mainClass.startsWith("sun.tools.")
                || mainClass.startsWith("com.sun.tools.")
                || mainClass.startsWith("sun.security.tools.")
                || mainClass.startsWith("jdk.");
    }

    /** Whether the JVM runs a command of this jar, which inherits {@code JAVA_TOOL_OPTIONS} as well. */
    private static boolean isOwnCommand(String command) {
        String program = command == null ? "" : command.split(" ", 2)[0];
        if (!program.endsWith(".jar")) {
            return false;
        }
        CodeSource own = StandDown.class.getProtectionDomain().getCodeSource();
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        return own != null && own.getLocation().getPath().endsWith("/".concat(name));
    }

    /** What to tell on a Java that is not supported, or null if this one is. */
    static String unsupported(String specificationVersion) {
        int feature = feature(specificationVersion);
        if (feature < OLDEST_JAVA) {
            return "stays off on Java " + specificationVersion + "; it needs Java " + OLDEST_JAVA
                    + " or newer. Run the service on a newer JDK or remove -javaagent";
        }
        if (feature > NEWEST_JAVA) {
            return "stays off on Java " + specificationVersion + "; this version knows Java up to " + NEWEST_JAVA
                    + ". Take a newer reprise-agent.jar";
        }
        return null;
    }

    private static int feature(String specificationVersion) {
        String version =
                specificationVersion.startsWith("1.") ? specificationVersion.substring(2) : specificationVersion;
        return Integer.parseInt(version);
    }

    private static synchronized boolean isLoaded() {
        if (loaded) {
            return true;
        }
        loaded = true;
        try {
            Class.forName(GATE, /* initialize= */ false, /* loader= */ null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
