package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.admin.jmx.RepriseMXBean;
import dev.reprise.admin.jmx.Setting;
import dev.reprise.fixture.TakenMain;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(agent.getReport()).first().asString().startsWith("Reprise served ");
            assertThat(agent.getObservedReport()).isNotEmpty();
            assertThat(agent.getNotices()).anyMatch(line -> line.contains("mode of everything: on -> off"));
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

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void adviceIsTakenOutAndPutBackAlsoOfClassesThatWereLoadedMeanwhile(Jdk jdk) throws Exception {
        Obeying service = Obeying.begin(attached(Fork.in(directory).jdk(jdk).agent("mode: on"), jdk));
        try (service;
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            assertThat(agent.isWoven()).isTrue();

            assertThat(agent.remove("the test")).startsWith("took out of ").endsWith("(by the test)");
            long calls = agent.getTotals().getCalls();
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("other a")).isEqualTo("miss");
            assertThat(service.tell("other a")).isEqualTo("miss");
            assertThat(agent.getTotals().getCalls()).isEqualTo(calls);
            assertThat(agent.isWoven()).isFalse();
            assertThat(agent.mode("everything", "on", "")).contains("on -> on");
            assertThat(service.tell("ask a")).isEqualTo("miss");

            assertThat(agent.install("the test")).startsWith("wove the methods of ");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            assertThat(service.tell("other a")).isEqualTo("miss");
            assertThat(service.tell("other a")).isEqualTo("hit");
        }

        assertThat(service.end().foreignErrors()).isEmpty();
    }

    /** Whoever marks answers as cached by it must not mark those of the real method. */
    @Test
    void outcomeOfACallBeforeItWasOffIsNotThatOfACallSince() throws Exception {
        try (Obeying service = Obeying.begin(attached(Fork.in(directory).agent("mode: on"), Jdk.running()));
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            service.tell("ask a");
            assertThat(service.tell("outcome")).isEqualTo("hit (memory)");

            agent.setMode("off");
            service.tell("ask a");
            assertThat(service.tell("outcome")).isEqualTo("null");
            agent.setMode("on");
            assertThat(service.tell("outcome")).isEqualTo("null");
            service.tell("ask a");
            assertThat(service.tell("outcome")).isEqualTo("hit (memory)");

            agent.remove("");
            service.tell("ask a");
            assertThat(service.tell("outcome")).isEqualTo("null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "observe"})
    void annotatedMethodsServeAndEvictInAServiceThatIsTurnedOnLater(String mode) throws Exception {
        try (Obeying service = Obeying.begin(attached(Fork.in(directory).agent("mode: " + mode), Jdk.running()));
                Bean bean = Bean.in(service.pid())) {
            service.tell("ask a");
            service.tell("change");

            bean.agent().setMode("on");

            assertThat(service.tell("explain-nothing")).isEqualTo("no call of a cached method was made on this thread");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            service.tell("change");
            assertThat(service.tell("ask a")).isEqualTo("miss");
        }
    }

    @Test
    void whatIsChangedByACallThatBeganWhileItWasOffIsNotServedAfterItsEnd() throws Exception {
        try (Obeying service = Obeying.begin(attached(Fork.in(directory).agent("mode: on"), Jdk.running()));
                Bean bean = Bean.in(service.pid())) {
            service.tell("ask a");
            bean.agent().setMode("off");
            service.tell("begin-change");
            bean.agent().setMode("on");
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("ask a")).isEqualTo("hit");

            service.tell("end-change");

            assertThat(service.tell("ask a")).isEqualTo("miss");
        }
    }

    @Test
    void whatCouldHaveBeenMadeStaleWhileItWasOffIsNotServedAfterwards() throws Exception {
        try (Obeying service = Obeying.begin(attached(Fork.in(directory).agent("mode: on"), Jdk.running()));
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            agent.setMode("off");
            service.tell("change");
            agent.setMode("on");
            assertThat(service.tell("ask a")).isEqualTo("miss");

            agent.remove("");
            service.tell("change");
            agent.install("");
            assertThat(service.tell("ask a")).isEqualTo("miss");

            agent.mode("method:*Changes+#change", "off", "");
            assertThat(service.tell("ask a")).isEqualTo("hit");
            service.tell("change");
            assertThat(service.tell("ask a")).isEqualTo("miss");
        }
    }

    @Test
    void whereTheServiceHasTheNameItselfItKeepsItAndIsTold() {
        Ended ended = Fork.in(directory)
                .agent("jmx: on", "methods:", "  - method: dev.reprise.fixture.TakenMain#answer")
                .run(TakenMain.class);

        assertThat(ended.results()).as(ended.err()).contains("result number = 7");
        assertThat(ended.bodies("answer")).isEqualTo(1);
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains(
                        "jmx: the bean cannot be registered: a dev.reprise.fixture.TakenMain$Own of the service has the name"
                                + " dev.reprise:type=Reprise; the command line does without the bean");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void beanIsThereForWhoeverAsksAndUnaskedOnlyWhereTheConfigurationSaysSo() throws Exception {
        Obeying asked = Obeying.begin(attached(Fork.in(directory).agent("mode: on"), Jdk.running()));
        try (asked;
                Bean bean = Bean.unaskedIn(asked.pid())) {
            asked.tell("ask a");
            assertThat(bean.isThere()).isFalse();
            Bean.in(asked.pid()).close();
            Bean.in(asked.pid()).close();
            assertThat(bean.isThere()).isTrue();
        }
        Obeying unasked = Obeying.begin(Fork.in(directory.resolve("other")).agent("mode: on", "jmx: on"));
        try (unasked;
                Bean bean = Bean.unaskedIn(unasked.pid())) {
            unasked.tell("ask a");
            await(bean::isThere);
        }

        assertThat(unasked.end().foreignErrors()).isEmpty();
    }

    @Test
    void consoleShowsWhatEveryAttributeAndOperationIsFor() throws Exception {
        try (Obeying service = Obeying.begin(attached(Fork.in(directory).agent("mode: on"), Jdk.running()));
                Bean bean = Bean.in(service.pid())) {
            MBeanInfo info = bean.server().getMBeanInfo(new ObjectName(RepriseMXBean.NAME));

            assertThat(info.getDescription()).startsWith("Reprise: ");
            assertThat(info.getAttributes())
                    .allMatch(each -> each.getDescription().contains(" "));
            assertThat(info.getOperations()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.getDescription()).contains(" ");
                assertThat(each.getSignature())
                        .allMatch(parameter -> parameter.getDescription().contains(" ")
                                && !parameter.getName().matches("p\\d"));
            });
            assertThatThrownBy(() -> bean.agent().mode("everything", "onn", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("write off, observe or on");
            assertThatThrownBy(() -> bean.agent().setMode(null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("write off, observe or on");
            for (String nothing : new String[] {null, "", " "}) {
                assertThatThrownBy(() -> bean.agent().mode(nothing, "on", null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("names nothing; write everything, ");
                assertThatThrownBy(() -> bean.agent().rollout("everything", nothing, null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is not a share; write ");
                assertThatThrownBy(() -> bean.agent().evict(nothing, null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("names no entries; write all, ");
            }
            assertThatThrownBy(() -> bean.agent().evict("scope:a/b", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a scope's name");
            assertThat(bean.agent().mode("everything", "on", null)).contains("(by jmx)");
        }
    }

    @Test
    void jvmWithoutTheAgentDoesNotHearTheCommand() throws Exception {
        Obeying service = Obeying.begin(attached(Fork.in(directory), Jdk.running()));
        try (service;
                Bean bean = Bean.in(service.pid())) {
            assertThat(bean.isThere()).isFalse();
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(service.tell("ask a")).isEqualTo("miss");
        }

        assertThat(service.end().err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void fileIsReadAgainWhenItIsAnotherAndABadOneIsLeftAside(Jdk jdk) throws Exception {
        Fork fork = attached(Fork.in(directory).jdk(jdk).agent("mode: on", "jmx: on"), jdk);
        Obeying service = Obeying.begin(fork);
        try (service;
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            assertThat(service.tell("ask a")).isEqualTo("hit");

            fork.file("reprise.yaml", "mode: observe", "namespace: other");
            await(() -> agent.getMode().equals("observe"));
            assertThat(service.tell("ask a")).isEqualTo("miss");

            fork.file("reprise.yaml", "mode: onn");
            assertThat(agent.reload().get(0)).contains("reprise.yaml:1:7: mode: \"onn\" is not a mode");
            assertThat(agent.reload()).hasSize(2);
            assertThat(agent.getMode()).isEqualTo("observe");

            fork.file("reprise.yaml", "mode: on");
            await(() -> agent.getMode().equals("on"));
            assertThat(service.tell("ask a")).isEqualTo("hit");
            agent.reload(); // Its turn comes when who changed the mode has said so, too.
        }

        Ended ended = service.end();
        assertThat(ended.err())
                .contains("reprise.yaml was read again: mode: on -> observe")
                .contains("what it says now of namespace, jmx takes effect at the next start")
                .containsOnlyOnce("mode: \"onn\" is not a mode")
                .containsOnlyOnce("is left aside until it is right")
                .contains("reprise.yaml was read again: mode: observe -> on");
    }

    /** As after a copy that keeps times. */
    @Test
    void fileOfTheSameLengthAndTimeIsReadAgainIfItSaysSomethingElse() throws Exception {
        Fork fork = attached(Fork.in(directory).agent("mode: on "), Jdk.running());
        try (Obeying service = Obeying.begin(fork);
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            agent.reload();
            Path file = directory.resolve("reprise.yaml");
            Path copy = Files.writeString(directory.resolve("copy"), "mode: off\n");
            assertThat(Files.size(copy)).isEqualTo(Files.size(file));
            Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));

            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

            await(() -> agent.getMode().equals("off"));
        }
    }

    @Test
    void callsAreLoggedFromWhenTheFileSaysSo() throws Exception {
        Fork fork = attached(Fork.in(directory).agent("mode: on"), Jdk.running());
        Obeying service = Obeying.begin(fork);
        try (service;
                Bean bean = Bean.in(service.pid())) {
            service.tell("ask a");
            service.tell("ask a");
            fork.file("reprise.yaml", "mode: on", "log: { level: debug }");
            bean.agent().reload();
            service.tell("ask a");
            service.tell("ask b");
        }

        assertThat(service.end().err().lines())
                .filteredOn(line -> line.contains("ObeyingMain#answer, scope answers"))
                .hasSize(2)
                .satisfiesExactly(hit -> assertThat(hit).contains("hit: ", "source memory"), miss -> assertThat(miss)
                        .contains("miss: ", "stored"));
    }

    @Test
    void whoSwitchesOffByTheFileHasTheLastWord() throws Exception {
        Fork fork = attached(Fork.in(directory).agent("mode: on"), Jdk.running());
        try (Obeying service = Obeying.begin(fork);
                Bean bean = Bean.in(service.pid())) {
            RepriseMXBean agent = bean.agent();
            service.tell("ask a");
            agent.mode("everything", "on", "somebody");
            fork.file("reprise.yaml", "mode: observe");
            agent.reload();
            assertThat(service.tell("ask a")).isEqualTo("hit");

            fork.file("reprise.yaml", "mode: off");
            agent.reload();
            assertThat(service.tell("ask a")).isEqualTo("miss");
            assertThat(agent.getMode()).isEqualTo("off");

            agent.mode("everything", "on", "somebody");
            assertThat(service.tell("ask a")).isEqualTo("hit");
        }
    }

    /** As Kubernetes does with its config maps: the file is a link into a directory that is a link, which is replaced. */
    @Test
    void fileBehindALinkThatIsReplacedIsReadAgain() throws Exception {
        Path first = Files.createDirectories(directory.resolve("..1"));
        Path second = Files.createDirectories(directory.resolve("..2"));
        Files.writeString(first.resolve("reprise.yaml"), "mode: on\n");
        Files.writeString(second.resolve("reprise.yaml"), "mode: off");
        Files.setLastModifiedTime(
                second.resolve("reprise.yaml"), Files.getLastModifiedTime(first.resolve("reprise.yaml")));
        Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        Path file = Files.createSymbolicLink(directory.resolve("reprise.yaml"), Path.of("..data", "reprise.yaml"));
        Obeying service = Obeying.begin(
                attached(Fork.in(directory).flag("-javaagent:" + Fork.AGENT + "=" + file), Jdk.running()));
        try (service;
                Bean bean = Bean.in(service.pid())) {
            service.tell("ask a");

            Files.createSymbolicLink(directory.resolve("..new"), second.getFileName());
            Files.move(directory.resolve("..new"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            await(() -> bean.agent().getMode().equals("off"));
            assertThat(service.tell("ask a")).isEqualTo("miss");
        }
    }

    @Test
    void fileIsNotWatchedWhereNobodyWantsIt() throws Exception {
        Fork fork = attached(Fork.in(directory).agent("mode: on", "reload: off"), Jdk.running());
        try (Obeying service = Obeying.begin(fork);
                Bean bean = Bean.in(service.pid())) {
            service.tell("ask a");
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    bean.server(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);

            assertThat(threads.dumpAllThreads(false, false))
                    .extracting(ThreadInfo::getThreadName)
                    .doesNotContain("reprise-reload")
                    .contains("main");
            fork.file("reprise.yaml", "mode: observe");
            assertThat(bean.agent().reload()).first().asString().contains("mode: on -> observe");
        }
    }

    /** Waits for what happens by itself within a second or two, on a busy machine later. */
    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Of an agent that is brought to it later, though it be there already, a newer JVM warns. */
    private static Fork attached(Fork fork, Jdk jdk) {
        return jdk.feature() >= 21 ? fork.flag("-XX:+EnableDynamicAgentLoading") : fork;
    }
}
