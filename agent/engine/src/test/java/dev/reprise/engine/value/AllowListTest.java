package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.value.answers.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {

    private static final String ANSWERS = "dev.reprise.engine.value.answers.";

    private final AllowList allowed = new AllowList(List.of(Answers.Point.class), List.of("com.acme.", "java."));

    @Test
    void classesOfTheDeclaredTypeTheirNeighboursAndWhatIsAllowedByPrefixArePermitted() {
        assertThat(List.of(
                        ANSWERS + "Answers$Point",
                        ANSWERS + "Other",
                        ANSWERS + "below.Other",
                        "com.acme.Thing",
                        "java.util.ArrayList",
                        "java.lang.String",
                        "[I",
                        "[[J",
                        "[Ljava.lang.String;",
                        "[[Lcom.acme.Thing;"))
                .allMatch(allowed::permits);
    }

    @Test
    void nothingElseIsNotEvenByPrefix() {
        assertThat(List.of(
                        "dev.reprise.engine.value.Above",
                        "dev.reprise.engine.value.answersElse.Other",
                        "com.acmeElse.Thing",
                        "java.lang.ProcessBuilder",
                        "java.util.Timer",
                        "javax.script.ScriptEngineManager",
                        "[Ljava.lang.ProcessBuilder;",
                        ""))
                .noneMatch(allowed::permits);
    }
}
