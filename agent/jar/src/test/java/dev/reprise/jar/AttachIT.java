package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.AttachMain;
import dev.reprise.fixture.ClosedLoaderMain;
import dev.reprise.fixture.EarlierScopeMain;
import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to load the agent other than once, at the start. */
class AttachIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anAgentThatIsAttachedServesClassesThatWereLoadedBefore(Jdk jdk) {
        Ended ended = attaching(jdk).run(AttachMain.class, Fork.AGENT.toString(), configuration(), "1");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.results())
                .containsExactly("result before = m1:hello", "result after = m1:hello", "result again = m1:hello");
        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(2);
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void anAgentThatIsLoadedTwiceIsLoadedOnce() {
        Ended attachedTwice =
                attaching(Jdk.running()).run(AttachMain.class, Fork.AGENT.toString(), configuration(), "2");
        Ended startedAndAttached = attaching(Jdk.running())
                .agent("methods:", SUMMARIZE)
                .run(AttachMain.class, Fork.AGENT.toString(), configuration(), "1");
        Ended startedTwice = Fork.in(directory.resolve("other"))
                .agent("methods:", SUMMARIZE)
                .agent("methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(attachedTwice.exitCode()).as(attachedTwice.err()).isZero();
        assertThat(attachedTwice.bodies("summarize")).isEqualTo(2);
        assertThat(attachedTwice.err()).containsOnlyOnce(" is on ");
        assertThat(startedAndAttached.exitCode()).isZero();
        assertThat(startedAndAttached.bodies("summarize")).isZero();
        assertThat(startedAndAttached.err()).containsOnlyOnce(" is on ");
        assertThat(startedTwice.bodies("summarize")).isEqualTo(1);
        assertThat(startedTwice.err()).containsOnlyOnce(" is on ");
        assertThat(startedTwice.foreignErrors()).isEmpty();
    }

    /** Nobody can tell whose calls these are: a thread may have a tenant that the agent was not told of. */
    @Test
    void nothingIsLookedUpUntilWhatWasPutInForceBeforeIsClosed() {
        Ended ended = attaching(Jdk.running()).run(EarlierScopeMain.class, Fork.AGENT.toString(), configuration());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsSubsequence(
                        "bodies summarize = 3",
                        "before Reprise was attached is not known to it, and not all of that is closed yet",
                        "bodies summarize = 6");
    }

    @Test
    void aLoaderThatThrowsAnErrorKeepsNoOtherClassFromBeingServed() {
        Ended ended = attaching(Jdk.running()).run(ClosedLoaderMain.class, Fork.AGENT.toString(), configuration(), "1");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).contains(" is on ").doesNotContain("could not start");
        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(2);
    }

    /** Is not found by others who look for all JVMs and attach, of which one that is attached already prints its threads. */
    private Fork attaching(Jdk jdk) {
        Fork fork = Fork.in(directory).jdk(jdk).flag("-Djdk.attach.allowAttachSelf=true", "-XX:-UsePerfData");
        return jdk.feature() >= 21 ? fork.flag("-XX:+EnableDynamicAgentLoading") : fork;
    }

    private String configuration() {
        return Fork.in(directory).file("reprise.yaml", "methods:", SUMMARIZE).toString();
    }
}
