package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.check.ClassPath;
import dev.reprise.weaver.check.ClassPathCheck;
import dev.reprise.weaver.check.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a configuration as the agent would, and looks for its methods. */
@Command(
        name = "check",
        description = "Reads a configuration as a service would, and says of each entry of `methods` what it finds on a"
                + " class path, of which no class is loaded.",
        footer = {"", "Example: check reprise.yaml --class-path service.jar"})
final class CheckCommand extends ToolCommand {

    @Parameters(
            paramLabel = "CONFIG",
            arity = "0..1",
            description = "The configuration; by default as a service finds it.")
    private @Nullable String config;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "The service's classes: jars, jars with jars in them as Spring Boot makes them, directories,"
                    + " and DIR/*, with the separator of a class path between; may be given several times.")
    private List<String> classPath = new ArrayList<>();

    CheckCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        Configuration configuration;
        try {
            configuration = ConfigurationLoader.load(
                    config, ProcessContext.current(), context().catalogue());
        } catch (ConfigurationException wrong) {
            sayWrong(Named.byOptions(wrong.problems(), Map.of()));
            return false;
        }
        List<String> warnings = new ArrayList<>();
        configuration.warnings().forEach(warning -> warnings.add(warning.toString()));
        if (configuration.mode() != Mode.ON // Else it has been said.
                && !configuration.memory().enabled()
                && !configuration.disk().enabled()
                && configuration.redis() == null) {
            warnings.add("tiers: memory and disk are both off, so that nothing is kept; switch one of them on");
        }
        Findings findings = classPath.isEmpty() ? null : find(configuration, warnings);
        CheckReport report = new CheckReport(configuration, warnings, findings);
        if (json()) {
            console().json(report::write);
        } else {
            report.print(console());
        }
        return report.isRight();
    }

    private Findings find(Configuration configuration, List<String> warnings) throws IOException {
        try (ClassPath opened = new ClassPath(classPath);
                Counter counter = count("classes")) {
            return ClassPathCheck.of(
                    configuration, context().annotations().apply(configuration, warnings::add), opened, counter::at);
        }
    }

    private void sayWrong(List<Problem> problems) throws IOException {
        if (json()) {
            console().json(json -> {
                json.writeBooleanField("valid", false);
                json.writeArrayFieldStart("problems");
                for (Problem problem : problems) {
                    write(problem, json);
                }
                json.writeEndArray();
            });
        } else {
            problems.forEach(console().err()::println);
        }
    }

    private static void write(Problem problem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", problem.where().file());
        json.writeNumberField("line", problem.where().line());
        json.writeNumberField("column", problem.where().column());
        json.writeStringField("message", problem.message());
        json.writeEndObject();
    }
}
