package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library with the name of a known client, and with other methods. */
class UnknownVersionIT {

    private static final String LIBRARY = """
            package dev.langchain4j.model.chat;

            public interface ChatModel {
                default String doChat(String question) { return "answer to " + question; }

                class OfTomorrow implements ChatModel {
                    public static void main(String[] arguments) {
                        System.out.println(new OfTomorrow().doChat("one"));
                        System.out.println(new OfTomorrow().doChat("one"));
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void itIsLeftAloneAndNamedInOneLine() throws IOException {
        Path jar = Jars.write(directory.resolve("lib/langchain4j-core-7.1.0.jar"), compiled());

        Ended ended = Fork.in(directory)
                .agent("clients: on")
                .classPath(jar)
                .run("dev.langchain4j.model.chat.ChatModel$OfTomorrow");

        assertThat(ended.results()).as(ended.err()).containsExactly("answer to one", "answer to one");
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains("langchain4j: dev.langchain4j.model.chat.ChatModel has no method doChat(")
                .contains("; version 7.1.0 is not known, and what does not fit it is left alone; tested with ");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    private Map<String, byte[]> compiled() throws IOException {
        Path source = Fork.in(directory).file("ChatModel.java", LIBRARY);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : all) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return entries;
    }
}
