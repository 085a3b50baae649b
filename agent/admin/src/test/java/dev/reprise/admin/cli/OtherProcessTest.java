package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OtherProcessTest {

    @Test
    void theVariablesOfAProcessAreThoseThatItWasStartedWith() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());

        assertThat(OtherProcess.environment(pid)).isEqualTo(System.getenv());
    }
}
