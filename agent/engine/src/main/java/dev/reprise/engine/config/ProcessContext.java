package dev.reprise.engine.config;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a configuration can depend on besides its file.
 *
 * <p>Files are named by {@link File}, because {@code java.nio.file} would start a provider that the host may have named
 * for itself, before the host's own code runs.
 *
 * @param systemProperties all system properties with a text value
 * @param environment all environment variables
 * @param workingDirectory what relative paths are relative to
 */
public record ProcessContext(
        Map<String, String> systemProperties, Map<String, String> environment, File workingDirectory) {

    /** Returns the context of this JVM as it is now. */
    public static ProcessContext current() {
        Properties properties = System.getProperties();
        Map<String, String> copy = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            if (value != null) {
                copy.put(name, value);
            }
        }
        String directory = copy.get("user.dir");
        return new ProcessContext(copy, System.getenv(), new File(directory == null ? "" : directory));
    }

    /** Returns the file of that name; a relative one is in the working directory, {@code ~} is the user's directory. */
    File file(String name) {
        String home = systemProperties.get("user.home");
        if (home != null && (name.equals("~") || name.startsWith("~/"))) {
            return new File(home, name.substring(1));
        }
        File file = new File(name);
        return file.isAbsolute() ? file : new File(workingDirectory, name);
    }
}
