package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.AdmitRule.Condition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmitRuleTest {

    private static final SourceLocation WHERE = new SourceLocation("reprise.yaml", 4, 5);
    private static final List<Condition> STOP = List.of(new Condition("reason", List.of("stop")));
    private static final List<Condition> SOMETHING = List.of(new Condition("reason", List.of()));

    @Test
    void whatWasKeptUnderOneConditionIsNotTakenForFitUnderAnother() {
        Set<Long> digests = new HashSet<>();

        for (AdmitRule rule : List.of(
                new AdmitRule(STOP, List.of(), List.of(), WHERE),
                new AdmitRule(List.of(), STOP, List.of(), WHERE),
                new AdmitRule(List.of(), SOMETHING, List.of(), WHERE),
                new AdmitRule(SOMETHING, List.of(), List.of(), WHERE),
                new AdmitRule(STOP, STOP, List.of(), WHERE),
                new AdmitRule(List.of(), List.of(), List.of("reason"), WHERE))) {
            assertThat(digests.add(rule.digest())).as(rule.toString()).isTrue();
            assertThat(rule.paths()).containsExactly("reason");
        }
    }
}
