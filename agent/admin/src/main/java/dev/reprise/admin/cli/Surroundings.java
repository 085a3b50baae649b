package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Looks at what a service finds that is started here: the JDK, the agent, what variables add to the command line, and the
 * container.
 *
 * @param jar the agent
 * @param environment the variables of this process, which a service inherits
 */
record Surroundings(File jar, Map<String, String> environment) {

    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    /** Above it a limit is none. */
    private static final long NO_LIMIT = 1L << 50;

    /** Looks at all that needs no configuration. */
    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        java(findings);
        findings.add(agent());
        for (String variable : VARIABLES) {
            options(variable, findings);
        }
        return findings;
    }

    /** The entry point has refused to begin where a JDK does not fit. */
    private static void java(List<Finding> findings) {
        String java = "Java " + System.getProperty("java.runtime.version") + " of " + System.getProperty("java.vendor")
                + ", " + System.getProperty("java.home");
        findings.add(Finding.ok("java", java));
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            findings.add(Finding.warn(
                    "attach",
                    "this Java has no module jdk.attach: commands with --pid cannot work",
                    "run them with a JDK"));
        }
    }

    private Finding agent() {
        try (ZipFile zip = new ZipFile(jar)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (crc(zip, entry) != entry.getCrc()) {
                    return Finding.fail("agent", jar + " is damaged at " + entry.getName(), "copy it again");
                }
            }
        } catch (IOException unreadable) {
            return Finding.fail("agent", jar + " cannot be read: " + unreadable.getMessage(), "copy it again");
        }
        return isForeign()
                ? Finding.warn(
                        "agent",
                        jar + " can be changed by other users, who could run code in each service that loads it",
                        "chmod go-w " + jar)
                : Finding.ok("agent", jar + " is whole, version " + Installed.version(jar));
    }

    private static long crc(ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    private boolean isForeign() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(jar.toPath());
            return permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private void options(String variable, List<Finding> findings) {
        String options = environment.getOrDefault(variable, "");
        int agents = 0;
        Matcher named = Installed.FLAG.matcher(options);
        while (named.find()) {
            File agent = new File(named.group(1));
            boolean reprise = agent.isFile() && Installed.version(agent) != null;
            agents += reprise ? 1 : 0;
            if (!agent.isFile()) {
                findings.add(Finding.fail(
                        variable,
                        "names " + agent + ", which is not there: no JVM starts with it",
                        "write the absolute path of an agent that is there"));
            } else {
                findings.add(Finding.ok(
                        variable, reprise ? "loads Reprise from " + agent : "loads another agent, " + agent.getName()));
            }
        }
        if (agents > 1) {
            findings.add(Finding.warn(variable, "loads Reprise twice", "take one out; the first counts"));
        }
        warnOf(options, variable, "-XX:+DisableAttachMechanism", "no command with --pid reaches a service", findings);
        warnOf(
                options,
                variable,
                "-XX:-EnableDynamicAgentLoading",
                "no command with --pid reaches a service",
                findings);
        if (!options.contains("-Djava.security.manager=disallow")) {
            warnOf(
                    options,
                    variable,
                    "-Djava.security.manager",
                    "under it nothing is served without a grant",
                    findings);
        }
    }

    private static void warnOf(
            String options, String variable, String option, String consequence, List<Finding> findings) {
        if (options.contains(option)) {
            findings.add(Finding.warn(variable, "has " + option + ": " + consequence, "take it out if you can"));
        }
    }

    /** Looks whether a service has the memory that it may take. */
    static Finding memory(Configuration configuration) {
        long heap = Runtime.getRuntime().maxMemory();
        long limit = limit();
        String seen = "a heap of " + Size.of(heap) + " by default"
                + (limit < NO_LIMIT ? ", in a container of " + Size.of(limit) : "") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
        long wanted = configuration.memory().enabled() ? configuration.memory().maxBytes() : 0;
        return wanted > heap / 4
                ? Finding.warn(
                        "memory",
                        seen + "; the memory tier may take " + Size.of(wanted) + " of it",
                        "give the service a larger heap (-Xmx), or write a smaller tiers.memory.max-size")
                : Finding.ok("memory", seen);
    }

    /** Returns what the container may have; more than {@link #NO_LIMIT} if that is not limited. */
    private static long limit() {
        for (Path file : LIMITS) {
            try {
                return Long.parseLong(Files.readString(file).trim());
            } catch (IOException | NumberFormatException none) {
                // Not here, or "max".
            }
        }
        return Long.MAX_VALUE;
    }
}
