package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a forked JVM ended. */
public record Ended(int exitCode, String out, String err) {

    private static final Pattern CLIENT_SPAN = Pattern.compile(
            "LoggingSpanExporter - '([^']*)' : \\S+ \\S+ CLIENT \\[tracer: io\\.opentelemetry\\.([a-z-]+)");

    /** Returns the lines on standard output, the counts of bodies aside: what a user of the service sees. */
    public List<String> results() {
        return out.lines().filter(line -> !line.startsWith("bodies ")).collect(Collectors.toList());
    }

    /** Returns how often the body of a method ran, in a service that came to its end. */
    public int bodies(String name) {
        assertThat(out.lines()).as("exit code %d\n%s", exitCode, err).contains("bodies counted");
        String prefix = "bodies " + name + " = ";
        return out.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToInt(line -> Integer.parseInt(line.substring(prefix.length())))
                .findFirst()
                .orElse(0);
    }

    /** Returns the lines on standard output that begin so, without that beginning. */
    public List<String> told(String beginning) {
        return out.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .collect(Collectors.toList());
    }

    /** Returns the spans of clients that OpenTelemetry's agent has exported, each by its name and who made it. */
    public List<String> clientSpans() {
        return err.lines()
                .map(CLIENT_SPAN::matcher)
                .filter(Matcher::find)
                .map(span -> span.group(1) + " " + span.group(2))
                .collect(Collectors.toList());
    }

    /** Returns the lines on standard error that the agent did not write. */
    public List<String> foreignErrors() {
        return err.lines().filter(line -> !line.startsWith("[reprise] ")).collect(Collectors.toList());
    }

    /** Returns the lines on standard error that the agent wrote. */
    public List<String> reports() {
        return err.lines().filter(line -> line.startsWith("[reprise] ")).collect(Collectors.toList());
    }
}
