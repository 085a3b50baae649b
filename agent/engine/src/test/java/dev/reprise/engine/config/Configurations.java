package dev.reprise.engine.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process with a working directory, properties and variables of its own, in which configurations are loaded. */
final class Configurations {

    private static final String CATALOGUE = """
            client: %s
            methods:
              - method: "com.vendor.%s.Client+#chat(..): com.vendor.Answer"
                scope: responses
                stateful: [0.previousResponseId]
                allow: [com.vendor.]
            """;

    final Map<String, String> systemProperties = new HashMap<>(Map.of("user.home", "/home/ada", "os.name", "Linux"));
    final Map<String, String> environment = new HashMap<>();
    final Path directory;
    List<CatalogueSource> catalogue = List.of(client("langchain4j"), client("openai-java"));

    Configurations(Path directory) {
        this.directory = directory;
    }

    static CatalogueSource client(String name) {
        return source(name + ".yaml", CATALOGUE.formatted(name, name.replace("-", "")));
    }

    static CatalogueSource source(String name, String text) {
        return CatalogueSource.yaml(name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Configurations file(String name, String text) {
        try {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Configurations property(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    Configurations variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Configuration load() {
        return load(null);
    }

    Configuration load(String agentArgument) {
        try {
            return ConfigurationLoader.load(agentArgument, context(), catalogue);
        } catch (ConfigurationException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    Configuration load(String name, String text) {
        return file(name, text).load();
    }

    List<String> problems() {
        return problems((String) null);
    }

    List<String> problems(String agentArgument) {
        try {
            ConfigurationLoader.load(agentArgument, context(), catalogue);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    List<String> problemsOf(String yaml) {
        return file("reprise.yaml", yaml).problems();
    }

    ProcessContext context() {
        return new ProcessContext(systemProperties, environment, directory.toFile());
    }
}
