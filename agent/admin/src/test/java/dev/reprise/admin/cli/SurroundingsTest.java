package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void aSecurityManagerThatIsForbiddenIsNoWarning() {
        assertThat(warned("-Djava.security.manager")).isTrue();
        assertThat(warned("-Djava.security.manager=allow")).isTrue();
        assertThat(warned("-Djava.security.manager=disallow")).isFalse();
    }

    private static boolean warned(String options) {
        return new Surroundings(new File("reprise-agent.jar"), Map.of("JAVA_TOOL_OPTIONS", options))
                .all().stream().anyMatch(finding -> finding.text().contains("security.manager"));
    }
}
