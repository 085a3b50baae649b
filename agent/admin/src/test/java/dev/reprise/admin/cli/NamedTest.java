package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.SourceLocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedTest {

    @Test
    void theOptionIsNamedThatWasGivenAndNoOther() {
        Problem home = new Problem(SourceLocation.whole("system property reprise.home"), "is no directory");
        Problem mode = new Problem(SourceLocation.whole("system property reprise.mode"), "is none");

        List<Problem> named = Named.byOptions(List.of(home, mode), Map.of("reprise.home", "--home"));

        assertThat(named.toString()).isEqualTo("[--home: is no directory, system property reprise.mode: is none]");
    }
}
