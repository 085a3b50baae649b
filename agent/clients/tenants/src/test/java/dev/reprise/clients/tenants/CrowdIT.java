package dev.reprise.clients.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many customers of a service whose threads and pools they share. */
class CrowdIT {

    /** Three questions of each of fifty customers, to each of four methods. */
    private static final int ALL = 600;

    private static final String[] METHODS = {
        "quiet: true",
        "tiers: { disk: { timeout: 60s } }",
        "scopes: { default: { per-tenant: required } }",
        "methods:",
        "  - method: dev.reprise.clients.tenants.Assistant#contextual(int)",
        "    tenant: { reactor: customer }",
        "  - method: dev.reprise.clients.tenants.Assistant#*(int)"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "THREAD_LOCAL, true, ''",
        "THREAD_LOCAL, false, 'thread-local: dev.reprise.clients.tenants.Customers#CURRENT'",
        "THREAD_LOCAL, false, method: dev.reprise.clients.tenants.Customers#current()",
        "MDC_KEY, false, mdc: customer",
        "SPRING_SECURITY, false, spring-security: name"
    })
    void noAnswerCrosses(Customers customers, boolean tells, String tenant) {
        String where = tells ? "log: warn" : "tenant: { " + tenant + " }";

        Ended first = run(where, customers, tells);
        Ended again = run(where, customers, tells);

        assertThat(first.out().lines())
                .as(first.err())
                .contains("round 0 bodies " + ALL + " wrong 0", "round 1 bodies 0 wrong 0", "round 2 bodies 0 wrong 0");
        assertThat(again.out().lines())
                .as(again.err())
                .contains("round 1 bodies 0 wrong 0", "round 2 bodies 0 wrong 0")
                .as("from disk what the first has written before its end")
                .anyMatch(line -> line.startsWith("round 0 ") && line.endsWith(" wrong 0"))
                .doesNotContain("round 0 bodies " + ALL + " wrong 0");
        assertThat(first.err()).doesNotContain("not cached");
    }

    @Test
    void withoutTheAgentEverybodyIsAnswered() {
        Ended ended = Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .run(CrowdMain.class, Customers.THREAD_LOCAL.name(), "true");

        assertThat(ended.out().lines()).as(ended.err()).contains("round 2 bodies 1500 wrong 0");
    }

    private Ended run(String where, Customers customers, boolean tells) {
        String[] lines = new String[METHODS.length + 1];
        lines[0] = where;
        System.arraycopy(METHODS, 0, lines, 1, METHODS.length);
        return Fork.in(directory)
                .agent(lines)
                .classPath(HostClassPath.ofClient())
                .run(CrowdMain.class, customers.name(), Boolean.toString(tells));
    }
}
