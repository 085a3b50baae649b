package dev.reprise.admin.cli;

import java.io.File;
import java.io.IOException;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The agent of another JVM, as that one's command line or the agent itself tells of it; nothing is loaded there to know.
 *
 * @param version its version
 * @param jar where it lies; null if that is not known
 * @param configuration what it was told to read, or, if it is attached, what it has read; empty if that is nothing
 * @param attached whether it came after the JVM had started
 */
record Installed(String version, @Nullable File jar, String configuration, boolean attached) {

    /** The agent leaves its version under this name when it is attached. */
    private static final String VERSION = "dev.reprise.version";

    /** And what it has read. */
    private static final String CONFIGURATION = "dev.reprise.configuration";

    private static final String ARGUMENTS = "sun.jvm.args";
    private static final String DIRECTORY = "user.dir";
    private static final String TITLE = "Reprise agent";
    /** An agent on a command line: its jar, and what it is told. */
    static final Pattern FLAG = Pattern.compile("-javaagent:(.+?\\.jar)(?:=(\\S*))?(?=\\s|$)");

    /** Returns the agent of a JVM; null if there is none. */
    static @Nullable Installed in(Attach jvm) throws IOException {
        Properties left = jvm.agentProperties();
        Matcher flag = FLAG.matcher(left.getProperty(ARGUMENTS, ""));
        while (flag.find()) {
            File jar = new File(flag.group(1));
            if (!jar.isAbsolute()) {
                jar = new File(jvm.systemProperties().getProperty(DIRECTORY, "."), jar.getPath());
            }
            String version = version(jar);
            if (version != null) {
                return new Installed(version, jar, flag.group(2) == null ? "" : flag.group(2), /* attached= */ false);
            }
        }
        String version = left.getProperty(VERSION);
        return version == null
                ? null
                : new Installed(version, /* jar= */ null, left.getProperty(CONFIGURATION, ""), /* attached= */ true);
    }

    /** Returns the version of an agent's jar; null if it is another jar. */
    static @Nullable String version(File file) {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return TITLE.equals(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                    ? main.getValue(Attributes.Name.IMPLEMENTATION_VERSION)
                    : null;
        } catch (IOException gone) {
            // Such as that of a container, or one that was replaced.
            return file.getName().startsWith("reprise-agent") ? "(unknown)" : null;
        }
    }
}
