package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.admin.jmx.RepriseMXBean;
import dev.reprise.admin.jmx.Setting;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator changes what a running service does. */
class ControlIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void modesAndSharesChangeOnARunningJvm(Jdk jdk) throws Exception {
        Obeying service = Obeying.begin(attached(Fork.in(directory).jdk(jdk).agent("mode: on"), jdk));
        try (service;
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("ask a")).isEqualTo("hit");

            assertThat(agent.mode("everything", "off", "the test"))
                    .startsWith("mode of everything: on -> off (by the test)");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(agent.getMethods().get(0).getFigures().getCalls()).isEqualTo(2);
            agent.setMode("on");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            agent.mode("everything", "configured", "the test");

            agent.mode("scope:answers", "observe", "the test");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(agent.getMethods().get(0).getMode()).isEqualTo("observe");
            assertThat(agent.getMethods().get(0).getModeFrom()).isEqualTo("set for scope:answers by the test");
            agent.mode("method:*ObeyingMain#answer", "on", "the test");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            assertThat(agent.getSettings())
                    .extracting(Setting::getOf, Setting::getMode)
                    .containsExactly(tuple("scope:answers", "observe"), tuple("method:*ObeyingMain#answer", "on"));

            agent.rollout("everything", "0%", "");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            agent.rollout("everything", "configured", "");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            assertThat(agent.evict("tag:news", "the test")).isEqualTo("evicted tag news (by the test)");
            assertThat(service.tell("ask a")).isEqualTo("miss");
        }

        Ended ended = service.end();
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(ended.err())
                .contains("mode of everything: on -> off (by the test)")
                .contains("mode of everything: off -> on (by jmx)")
                .contains("rollout of everything: 100% -> 0% (by jmx)");
    }

    /** Of an agent that is brought to it later, though it be there already, a newer JVM warns. */
    private static Fork attached(Fork fork, Jdk jdk) {
        return jdk.feature() >= 21 ? fork.flag("-XX:+EnableDynamicAgentLoading") : fork;
    }
}
