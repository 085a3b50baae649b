package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.FirstTenantMain;
import dev.reprise.fixture.TenantsMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fifty tenants on eight threads, who ask the same: each gets his own answers, and who has no tenant gets none. */
class TenantsIT {

    private static final String ANSWER = "  - method: dev.reprise.fixture.TenantsMain#answer(int)";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void noAnswerCrosses(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", ANSWER, "    per-tenant: required")
                .run(TenantsMain.class);

        assertThat(ended.out().lines())
                .as(ended.err())
                .contains(
                        "round 0 bodies 200 wrong 0",
                        "round 1 bodies 0 wrong 0",
                        "round 2 bodies 0 wrong 0",
                        "round 3 bodies 0 wrong 0",
                        "without a tenant 2");
        assertThat(ended.err()).containsOnlyOnce("is not cached: per-tenant: required, but no tenant is in force");
    }

    @Test
    void aScopeCanAskForTenantsAsWell() {
        Ended ended = Fork.in(directory)
                .agent("scopes: { default: { per-tenant: required } }", "methods:", ANSWER)
                .run(TenantsMain.class);

        assertThat(ended.out().lines()).as(ended.err()).contains("round 1 bodies 0 wrong 0", "without a tenant 2");
    }

    @Test
    void whatIsNotKeptForTenantsIsKeptForThoseWithoutOne() {
        Ended ended = Fork.in(directory).agent("methods:", ANSWER).run(TenantsMain.class);

        assertThat(ended.out().lines()).as(ended.err()).contains("round 1 bodies 0 wrong 0", "without a tenant 1");
    }

    @Test
    void theTenantIsInForceBeforeTheFirstClassIsWoven() {
        Ended ended = Fork.in(directory).agent("methods:", HitIT.SUMMARIZE).run(FirstTenantMain.class);

        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(2);
    }

    @Test
    void withoutTheAgentEverybodyIsAnswered() {
        Ended ended = Fork.in(directory).run(TenantsMain.class);

        assertThat(ended.out().lines()).contains("round 3 bodies 200 wrong 0", "without a tenant 2");
    }
}
