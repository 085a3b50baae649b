package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.Overridden;
import dev.reprise.engine.config.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Looks whether a service that is started here would be well. */
@Command(
        name = "doctor",
        description = "Looks at all that a service would find that is started here, as this user and with these"
                + " variables: JDK, agent, configuration, home, disk, Redis, memory; and says what to do.",
        footer = {"", "Example: doctor --config reprise.yaml"})
final class DoctorCommand extends ConfiguredCommand {

    DoctorCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException {
        List<Finding> findings = new ArrayList<>(new Surroundings(context().jar(), System.getenv()).all());
        try {
            Configuration configuration = configuration();
            findings.add(Surroundings.memory(configuration));
            findings.add(Finding.ok("configuration", configuration.origin() + ", mode " + mode(configuration)));
            overridden(configuration, findings);
            findings.addAll(new StoreLook(configuration).all());
        } catch (ConfigurationException wrong) {
            for (Problem problem : wrong.problems()) {
                findings.add(Finding.fail("configuration", problem.toString(), "`check` tells the same"));
            }
        }
        say(findings);
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.FAIL);
    }

    /** Says what of the file is without effect, but not that of which an option here is the reason. */
    private void overridden(Configuration configuration, List<Finding> findings) {
        for (Overridden each : configuration.overridden()) {
            if (home() == null || !each.setting().equals("home")) {
                findings.add(Finding.warn(
                        "configuration", each.toString(), "take it out of one of both, so that nobody is misled"));
            }
        }
    }

    private static String mode(Configuration configuration) {
        return configuration.mode().name().toLowerCase(Locale.ROOT);
    }

    private void say(List<Finding> findings) throws IOException {
        if (json()) {
            console().json(json -> {
                json.writeArrayFieldStart("findings");
                for (Finding finding : findings) {
                    json.writeStartObject();
                    json.writeStringField("about", finding.about());
                    json.writeStringField("verdict", finding.verdict().word());
                    json.writeStringField("text", finding.text());
                    json.writeStringField("remedy", finding.remedy());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
            return;
        }
        PrintStream out = console().out();
        for (Finding finding : findings) {
            console().println(finding.verdict(), finding.about() + ": " + finding.text());
            if (!finding.remedy().isEmpty()) {
                out.println("     - " + finding.remedy());
            }
        }
    }
}
