package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.admin.jmx.CallFigures;
import dev.reprise.admin.jmx.ScopeStatus;
import dev.reprise.admin.jmx.Setting;
import dev.reprise.admin.live.Answering;
import dev.reprise.admin.live.Asking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A command speaks with an agent of another version. */
@DisabledOnOs(OS.WINDOWS)
class OtherVersionTest {

    /** What another version answers. */
    public interface Other {

        String getVersion();

        String getMode();

        int getRollout();

        Few getTotals();

        List<Scope> getScopes();

        List<More> getSettings();

        String mode(String of, String mode, String origin);
    }

    /** Fewer figures than this version has. */
    public record Few(long calls, long hits) {}

    /** One within which there are fewer. */
    public record Scope(String scope, Few figures) {}

    /** One that has more than this version knows. */
    public record More(
            String of, @Nullable String mode, @Nullable Integer rollout, String origin, String since) {}

    /** Answers. */
    static final class Agent implements Other {

        @Override
        public String getVersion() {
            return "0.9";
        }

        @Override
        public String getMode() {
            return "on";
        }

        @Override
        public int getRollout() {
            return 50;
        }

        @Override
        public Few getTotals() {
            return new Few(7, 3);
        }

        @Override
        public List<Scope> getScopes() {
            return List.of(new Scope("answers", new Few(7, 3)));
        }

        @Override
        public List<More> getSettings() {
            return List.of(new More("scope:answers", null, 5, "her", "noon"));
        }

        @Override
        public String mode(String of, String mode, String origin) {
            return "mode of " + of + ": " + mode;
        }
    }

    private static LiveJvm jvm() throws IOException {
        Asking asking = Asking.begin();
        Answering.begin(asking.socket(), new Agent(), Other.class);
        assertThat(asking.hasCome()).isTrue();
        return new LiveJvm("4711", asking, "1.0");
    }

    @Test
    void whatItDoesNotKnowIsSaidWithBothVersions() throws IOException {
        try (LiveJvm jvm = jvm()) {
            assertThatThrownBy(() -> jvm.lines("getReport"))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(
                            "process 4711 has Reprise 0.9 and this command is of Reprise 1.0, another build: that one"
                                    + " does not tell getReport; run the command of the jar that the service was started with");
            assertThatThrownBy(() -> LiveFigures.of(jvm)).hasMessageContaining("0.9", "1.0");
        }
    }

    @Test
    void figureThatItDoesNotTellIsNotTakenFor0() throws IOException {
        try (LiveJvm jvm = jvm()) {
            assertThatThrownBy(() -> jvm.one(CallFigures.class, "getTotals"))
                    .hasMessageContaining("does not tell fromMemory in getTotals");
            assertThatThrownBy(() -> jvm.all(ScopeStatus.class, "getScopes"))
                    .hasMessageContaining("does not tell fromMemory in figures in getScopes");
        }
    }

    @Test
    void whatItTellsBesideIsLeftAside() throws IOException {
        try (LiveJvm jvm = jvm()) {
            assertThat(jvm.all(Setting.class, "getSettings")).singleElement().satisfies(setting -> {
                assertThat(setting.text("of")).isEqualTo("scope:answers");
                assertThat(setting.number("rollout")).isEqualTo(5);
            });
        }
    }

    @Test
    void modeIsShownThoughItCannotTellWhoSetIt() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(shown, /* autoFlush= */ true, StandardCharsets.UTF_8);
        Console console = new Console(to, to, /* terminal= */ false, /* colours= */ false);

        try (LiveJvm jvm = jvm()) {
            new Reaches(jvm).show(console, /* asJson= */ false);
            new Reaches(jvm).show(console, /* asJson= */ true);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .startsWith("everything: mode on, rollout 50 %")
                .last()
                .asString()
                .startsWith("{\"pid\":4711,\"mode\":\"on\",\"modeFrom\":null,\"rollout\":50,\"woven\":true,");
    }

    /** The kill switch comes first. */
    @Test
    void whatItDoesIsDoneThoughItCannotTellWhetherTheNameIsKnown() throws IOException {
        try (LiveJvm jvm = jvm()) {
            assertThat(jvm.text("mode", "everything", "off", "me")).isEqualTo("mode of everything: off");
            assertThat(jvm.is(/* otherwise= */ true, "isKnown", "everything")).isTrue();
            assertThat(jvm.is(/* otherwise= */ false, "isFileLeftAside")).isFalse();
        }
    }
}
