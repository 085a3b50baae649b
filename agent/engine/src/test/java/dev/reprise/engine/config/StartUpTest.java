package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loading a configuration takes along, in a JVM of its own. */
class StartUpTest {

    private static final String TYPICAL = """
            mode: on
            namespace: billing
            clients: observe
            tiers:
              memory: { max-size: 64MB }
              disk: { max-size: 1GB }
            scopes:
              prompts: { ttl: 10m, max-entries: 500 }
            methods:
              - method: com.acme.ContextSummarizer#summarize(java.util.List, int)
                scope: summaries
                ttl: 12h
                tags: [chat]
                key: { ignore: [traceId] }
                rollout: 25%
              - method: com.acme.PromptBuilder+#build*(..)
                scope: prompts
            """;

    @TempDir
    Path directory;

    @Test
    void typicalFileNeedsNoDatabindNoLambdaNoJul() throws Exception {
        Files.writeString(directory.resolve("reprise.yaml"), TYPICAL);

        List<String> loaded = classesLoadedBy(mainClassPath());

        assertThat(loaded).contains("dev.reprise.engine.config.Configuration");
        assertThat(loaded)
                .noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind"))
                .noneMatch(name -> name.startsWith("dev.reprise") && name.contains("$$Lambda"))
                .noneMatch(name -> name.equals("com.fasterxml.jackson.core.JsonGenerator"))
                .noneMatch(name -> name.startsWith("java.util.logging"))
                .noneMatch(name -> name.startsWith("java.util.Formatter"))
                .noneMatch(name -> name.equals("java.time.format.DateTimeFormatter"));
    }

    private List<String> classesLoadedBy(String classPath) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        classPath,
                        Load.class.getName())
                .directory(directory.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        List<String> classes = new ArrayList<>();
        for (String line : out.lines().toList()) {
            int source = line.indexOf(" source:");
            if (source > 0) {
                classes.add(line.substring(line.lastIndexOf(' ', source - 1) + 1, source));
            }
        }
        return classes;
    }

    /** Returns the class path of the tests without databind, which the engine does not have at run time. */
    private static String mainClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("jackson-databind"))
                        .toList());
    }

    static final class Load {
        public static void main(String[] arguments) throws Exception {
            ProcessContext context = new ProcessContext(
                    Map.of("user.home", "/home/ada"), Map.of(), new File(System.getProperty("user.dir")));
            Configuration configuration = ConfigurationLoader.load(null, context, List.of());
            if (configuration.methods().size() != 2) {
                throw new AssertionError(configuration);
            }
        }
    }
}
