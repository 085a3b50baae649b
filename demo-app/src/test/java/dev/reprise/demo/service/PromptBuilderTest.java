package dev.reprise.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.Cached;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptBuilderTest {

    private static final AgentSettings SETTINGS =
            new AgentSettings("Nora", "warm", "English", List.of("A", "B", "C", "D", "E"), Map.of("refund", 5));

    private final PromptBuilder prompts = new PromptBuilder(new Templates("/prompts"));

    @Test
    void promptHasAboutFortyThousandTokens() {
        String prompt = prompts.build(SETTINGS);

        assertThat(prompt.length() / 4).isBetween(36_000, 44_000);
        assertThat(prompt).doesNotContain("{{").contains("You are Nora", "Robot Vacuum One in E", "send_reset_mail");
    }

    @Test
    void promptDependsOnTheSettings() {
        AgentSettings other = new AgentSettings("Max", "warm", "English", SETTINGS.regions(), SETTINGS.limits());

        assertThat(prompts.build(SETTINGS)).isEqualTo(prompts.build(SETTINGS)).isNotEqualTo(prompts.build(other));
    }

    @Test
    void promptOptsIntoTheCacheByAnnotation() throws Exception {
        Cached cached =
                PromptBuilder.class.getMethod("build", AgentSettings.class).getAnnotation(Cached.class);

        assertThat(cached.scope()).isEqualTo("prompts");
    }
}
