package dev.reprise.admin.cli;

import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what is said of a configuration for an agent into the words of the command line. */
final class Named {

    private Named() {}

    /**
     * Returns the problems with the options in place of what stands for them.
     *
     * @param options the options that were given, each by the system property that it sets
     */
    static List<Problem> byOptions(List<Problem> problems, Map<String, String> options) {
        List<Problem> renamed = new ArrayList<>();
        for (Problem problem : problems) {
            String place = problem.where().file().replace("system property ", "");
            String option = options.get(place);
            renamed.add(new Problem(
                    option == null ? problem.where() : SourceLocation.whole(option),
                    problem.message().replace("is named by the agent's argument", "is named on the command line")));
        }
        return renamed;
    }
}
