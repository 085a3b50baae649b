package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.weaver.fixture.Bodies;
import dev.reprise.weaver.match.Plan;
import dev.reprise.weaver.match.RuleTable;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MethodTableTest {

    private static final String TYPE = Bodies.class.getName();
    private static final String DESCRIPTOR = "(Ljava/lang/String;I)Ljava/lang/String;";
    private static final String PLAN = new Plan(0, "text", DESCRIPTOR, TYPE, DESCRIPTOR).text();

    private final MethodTable table =
            new MethodTable(Bodies.class, new RuleTable(List.of(HostLoader.rule(TYPE + "#text", (String) null))));

    private FutureTask<WovenMethod> asking() {
        FutureTask<WovenMethod> task = new FutureTask<>(() -> table.at(0, PLAN));
        Thread thread = new Thread(task, "asking");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(thread.isAlive()).as("it waits for the table").isTrue();
            Thread.onSpinWait();
        }
        return task;
    }

    /** What is kept with a method, such as how its calls failed lately, would be kept by each for itself. */
    @Test
    void theFirstCallsOfAMethodAreCallsOfOne() throws Exception {
        FutureTask<WovenMethod> one;
        FutureTask<WovenMethod> other;
        synchronized (table) {
            one = asking();
            other = asking();
        }

        assertThat(one.get()).isNotNull().isSameAs(other.get()).isSameAs(table.at(0, PLAN));
    }
}
