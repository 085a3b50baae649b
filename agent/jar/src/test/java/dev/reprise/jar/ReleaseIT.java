package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new release of the service starts with the entries of the old one. */
class ReleaseIT {

    @TempDir
    Path directory;

    @Test
    void answersWhoseClassHasGainedAFieldAreMisses() {
        String old = release("record Answer(String text) {}", "new Answer(question)");
        String revised = release("record Answer(String text, String mood) {}", "new Answer(question, \"good\")");

        Ended first = run(old);
        Ended again = run(old);
        Ended updated = run(revised);
        Ended settled = run(revised);

        assertThat(first.out()).as(first.err()).isEqualTo("Answer[text=x] bodies=1\n");
        assertThat(again.out()).as(again.err()).isEqualTo("Answer[text=x] bodies=0\n");
        assertThat(updated.out()).as(updated.err()).isEqualTo("Answer[text=x, mood=good] bodies=1\n");
        assertThat(settled.out()).as(settled.err()).isEqualTo("Answer[text=x, mood=good] bodies=0\n");
    }

    @Test
    void aVersionInTheConfigurationMakesEntriesStale() {
        String program = release("record Answer(String text) {}", "new Answer(question)");
        run(program);

        Ended versioned = run(program, "    version: 2");

        assertThat(versioned.out()).as(versioned.err()).isEqualTo("Answer[text=x] bodies=1\n");
    }

    @Test
    void withTheVersionOfTheCodeAReleaseThatChangesTheMethodsClassMakesEntriesStale() {
        String old = release("record Answer(String text) {}", "new Answer(question)");
        String revised = release("record Answer(String text) {}", "new Answer(question + '!')");

        Ended first = run(old, "    version: code");
        Ended again = run(old, "    version: code");
        Ended updated = run(revised, "    version: code");
        Ended rolledBack = run(old, "    version: code");

        assertThat(first.out()).as(first.err()).isEqualTo("Answer[text=x] bodies=1\n");
        assertThat(again.out()).as(again.err()).isEqualTo("Answer[text=x] bodies=0\n");
        assertThat(updated.out()).as(updated.err()).isEqualTo("Answer[text=x!] bodies=1\n");
        assertThat(rolledBack.out()).as(rolledBack.err()).isEqualTo("Answer[text=x] bodies=0\n");
    }

    private Ended run(String program, String... more) {
        String[] configuration = {"methods:", "  - method: Service#ask(String)", more.length == 0 ? "" : more[0]};
        Path source = Fork.in(directory).file("Service.java", program);
        return Fork.in(directory).agent(configuration).runSource(source);
    }

    private static String release(String answer, String creation) {
        return """
                public class Service {
                    static int bodies;

                    public static void main(String[] arguments) {
                        System.out.println(ask("x") + " bodies=" + bodies);
                    }

                    static Answer ask(String question) {
                        bodies++;
                        return %s;
                    }

                    %s
                }
                """.formatted(creation, answer);
    }
}
