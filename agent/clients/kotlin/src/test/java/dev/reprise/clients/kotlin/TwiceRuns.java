package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a service that makes every call twice, and prints the name of the call, how often a body ran, and what came of it:
 * without the agent, with nothing cached, and once more after that.
 */
record TwiceRuns(Ended plain, Ended first, Ended again) {

    private static final Pattern COUNTED = Pattern.compile("(\\S+) (\\d+) (.*)");

    static TwiceRuns of(Path directory, Jdk jdk, Class<?> main, String... configuration) {
        Fork fork = Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
        Ended plain = fork.run(main);
        fork.agent(configuration);
        return new TwiceRuns(plain, fork.run(main), fork.run(main));
    }

    /**
     * Asserts how often bodies ran, and that everything else is as it is without the agent.
     *
     * @param counts for each call its name and its bodies in the three runs; an asterisk stands for any number
     */
    void ran(String... counts) {
        assertThat(results(plain)).isNotEmpty();
        assertThat(results(first)).as(first.err()).isEqualTo(results(plain));
        assertThat(results(again)).as(again.err()).isEqualTo(results(plain));
        for (int run = 1; run <= 3; run++) {
            Ended ended = run == 1 ? plain : run == 2 ? first : again;
            List<String> expected = column(counts, run);
            assertThat(counted(ended, expected))
                    .as("run " + run + "\n" + ended.err())
                    .isEqualTo(expected);
        }
        assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
        assertThat(again.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    private static List<String> column(String[] counts, int run) {
        return List.of(counts).stream()
                .map(line -> line.split(" ")[0] + " " + line.split(" ")[run])
                .toList();
    }

    private static List<String> counted(Ended ended, List<String> expected) {
        List<String> anyway =
                expected.stream().filter(line -> line.endsWith(" *")).toList();
        return ended.results().stream()
                .map(line -> COUNTED.matcher(line).replaceFirst("$1 $2"))
                .map(line -> anyway.contains(line.replaceFirst("\\d+$", "*")) ? line.replaceFirst("\\d+$", "*") : line)
                .toList();
    }

    private static List<String> results(Ended ended) {
        return ended.results().stream()
                .map(line -> COUNTED.matcher(line).replaceFirst("$1 $3"))
                .toList();
    }
}
