package dev.reprise.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that shows or sets how far a service goes, or some of its methods. */
abstract class ReachCommand extends LiveCommand {

    /** It was set, and nothing known is meant by it: a name may be mistyped. */
    private static final int MEANS_NOTHING = 3;

    private static final String CONFIGURED = "configured";

    @Option(names = "--of", paramLabel = "WHAT", defaultValue = Reaches.EVERYTHING, description = Reaches.DESCRIPTION)
    @SuppressWarnings("NullAway.Init")
    private String of;

    private boolean isKnown = true;

    ReachCommand(ToolContext context) {
        super(context);
    }

    /** Returns what it is to be; null if it is to be shown. */
    abstract @Nullable String value();

    /** Returns the operation that sets it. */
    abstract String operation();

    @Override
    final boolean run(LiveJvm jvm) throws IOException {
        String value = value();
        if (value == null) {
            return new Reaches(jvm).show(console(), json());
        }
        String done = jvm.text(operation(), of, value, Reaches.ORIGIN);
        isKnown = jvm.is(/* otherwise= */ true, "isKnown", of);
        List<String> lines = new ArrayList<>(List.of(done));
        if (!jvm.isWoven()) {
            lines.add(LiveJvm.TAKEN_OUT);
        }
        if (value.trim().equalsIgnoreCase(CONFIGURED)) {
            lines.addAll(jvm.overridden());
        }
        return say(jvm, String.join("\n", lines));
    }

    @Override
    int status(boolean done) {
        return isKnown ? super.status(done) : MEANS_NOTHING;
    }
}
