package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** README.md of this module has every command with its options, and no others. */
class CommandReferenceTest {

    private static final Set<String> OF_ALL = Set.of("--help", "--json");
    private static final Pattern COMMAND = Pattern.compile("`([a-z]+)[ `]");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    /** A part of the chapter: what it says of all its commands, and its table. */
    private record Part(String text, List<String> rows) {

        static Part of(String part) {
            return new Part(
                    String.join("\n", part.lines().filter(line -> !isRow(line)).toList()),
                    part.lines().filter(Part::isRow).toList());
        }

        private static boolean isRow(String line) {
            return line.startsWith("| `");
        }

        private static Stream<String> commands(String row) {
            return COMMAND.matcher(row.split(" \\| ", 2)[0] + " ").results().map(command -> command.group(1));
        }

        Set<String> commands() {
            Set<String> commands = new TreeSet<>();
            rows.forEach(row -> commands(row).forEach(commands::add));
            return commands;
        }

        /** Returns whether an option is told of a command of this part. */
        boolean tells(String command, String option) {
            Pattern name = Pattern.compile(Pattern.quote(option) + "(?![\\w-])");
            return name.matcher(text).find()
                    || rows.stream()
                            .filter(row -> commands(row).anyMatch(command::equals))
                            .anyMatch(row -> name.matcher(row).find());
        }
    }

    @Test
    void everyCommandIsInATableAndEveryNameInATableIsACommand() throws IOException {
        Set<String> told = new TreeSet<>();
        parts().forEach(part -> told.addAll(part.commands()));

        Set<String> all = new TreeSet<>();
        for (CommandSpec command : commands()) {
            all.add(command.name());
            all.addAll(Arrays.asList(command.aliases()));
        }
        assertThat(told).isEqualTo(all);
    }

    @Test
    void everyOptionIsToldOfItsCommandAndNoOtherIs() throws IOException {
        TreeMap<String, Set<String>> missing = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        for (CommandSpec command : commands()) {
            for (OptionSpec option : command.options()) {
                all.add(option.longestName());
                if (!OF_ALL.contains(option.longestName())
                        && parts().noneMatch(part -> part.commands().contains(command.name())
                                && part.tells(command.name(), option.longestName()))) {
                    missing.computeIfAbsent(command.name(), name -> new TreeSet<>())
                            .add(option.longestName());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(OPTION.matcher(chapter()).results().map(option -> option.group()))
                .isSubsetOf(all)
                .containsAll(OF_ALL);
    }

    /** Picocli takes it for a pattern of {@code String.format}, and warns whoever asks for help if it is none. */
    @Test
    void everyExampleOfAHelpIsAPattern() {
        for (CommandSpec command : commands()) {
            assertThatCode(() ->
                            String.join("\n", command.usageMessage().footer()).formatted())
                    .as(command.name())
                    .doesNotThrowAnyException();
        }
    }

    private static List<CommandSpec> commands() {
        Console console = new Console(System.out, System.err, /* terminal= */ false, /* colours= */ false);
        ToolContext context = new ToolContext(
                console,
                "0",
                new File("reprise-agent.jar"),
                List.of(),
                (configuration, odd) -> (method, annotation) -> {
                    throw new IllegalArgumentException("no class is looked at");
                });
        return Tool.commands(context).getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .toList();
    }

    private static Stream<Part> parts() throws IOException {
        return Stream.of(chapter().split("\n### ")).map(Part::of);
    }

    private static String chapter() throws IOException {
        String all = Files.readString(Path.of("README.md"));
        int start = all.indexOf("\n## Command line\n");
        int end = all.indexOf("\n## ", start + 1);
        return all.substring(start, end < 0 ? all.length() : end);
    }
}
