package dev.reprise.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandDownTest {

    @ParameterizedTest
    @CsvSource({
        "java.base, java.base/sun.security.tools.keytool.Main -list",
        "jdk.jcmd, jdk.jcmd/sun.tools.jcmd.JCmd 42 help",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main A.java",
        "jdk.jartool, jdk.jartool/sun.tools.jar.Main tf a.jar",
        "jdk.jshell, jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
        "jdk.jlink, jdk.jlink/jdk.tools.jlink.internal.Main",
        ", sun.tools.jps.Jps",
    })
    void toolsOfTheJdkAreLeftAlone(String mainModule, String command) {
        assertThat(StandDown.isJdkTool(mainModule, command)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.Main Service.java",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Service.java",
        ", com.acme.Service keytool",
        ", service.jar",
        "com.acme, com.acme/com.acme.Service",
        ",",
    })
    void servicesAreNot(String mainModule, String command) {
        assertThat(StandDown.isJdkTool(mainModule, command)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "28"})
    void supportedVersionsAreTaken(String version) {
        assertThat(StandDown.unsupported(version)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "11", "16"})
    void anOlderJavaIsToldWhatToDo(String version) {
        assertThat(StandDown.unsupported(version)).contains("Java " + version).contains("needs Java 17");
    }

    @Test
    void aNewerJavaIsToldWhatToDo() {
        assertThat(StandDown.unsupported("29")).contains("Java 29").contains("newer reprise-agent.jar");
    }
}
