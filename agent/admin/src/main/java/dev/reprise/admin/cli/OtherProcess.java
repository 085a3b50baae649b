package dev.reprise.admin.cli;

import dev.reprise.engine.config.ProcessContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a configuration of another JVM depends on.
 *
 * @param context its properties, its variables as far as they are known, its working directory
 * @param isWhole whether its variables are known, which only Linux tells
 */
record OtherProcess(ProcessContext context, boolean isWhole) {

    static OtherProcess of(String pid, Attach jvm) throws IOException {
        Properties given = jvm.systemProperties();
        Map<String, String> properties = new HashMap<>();
        for (String name : given.stringPropertyNames()) {
            properties.put(name, given.getProperty(name, ""));
        }
        File directory = new File(properties.getOrDefault("user.dir", "."));
        try {
            return new OtherProcess(new ProcessContext(properties, environment(pid), directory), /* isWhole= */ true);
        } catch (IOException untold) {
            return new OtherProcess(new ProcessContext(properties, Map.of(), directory), /* isWhole= */ false);
        }
    }

    /** Returns the variables that a process was started with. */
    static Map<String, String> environment(String pid) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/proc", pid, "environ"));
        Map<String, String> environment = new HashMap<>();
        for (String variable : new String(bytes, Charset.defaultCharset()).split("\0", -1)) {
            int equals = variable.indexOf('=', 1);
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }
}
