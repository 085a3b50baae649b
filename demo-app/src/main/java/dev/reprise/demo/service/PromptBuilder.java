package dev.reprise.demo.service;

import dev.reprise.api.Cached;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Assembles the system prompt, about 40,000 tokens, from templates, the product list and the agent's settings. */
public final class PromptBuilder {

    private final Templates templates;

    /**
     * Makes a builder.
     *
     * @param templates where the parts come from
     */
    public PromptBuilder(Templates templates) {
        this.templates = templates;
    }

    /**
     * Builds the prompt. Reads and renders some two hundred templates, as prompts that grew over the years do.
     *
     * @param settings of the agent
     * @return the prompt
     */
    @Cached(scope = "prompts", ttl = "1h", version = "2")
    public String build(AgentSettings settings) {
        StringBuilder prompt = new StringBuilder();
        prompt.append(templates.render(
                "role.txt", Map.of("name", settings.name(), "tone", settings.tone(), "language", settings.language())));
        prompt.append("\n# Limits\n");
        new TreeMap<>(settings.limits()).forEach((limit, value) -> prompt.append("- ")
                .append(limit)
                .append(": ")
                .append(value)
                .append('\n'));
        prompt.append("\n# Products and policies\n");
        for (Map<String, String> product : templates.table("products.csv")) {
            prompt.append(templates.render("product.txt", product));
            for (String region : settings.regions()) {
                prompt.append(templates.render("policy.txt", with(product, "region", region)));
            }
        }
        prompt.append("\n# Tools\n");
        for (Map<String, String> tool : templates.table("tools.csv")) {
            prompt.append(templates.render("tool.txt", tool));
        }
        return prompt.append(templates.render("closing.txt", Map.of("regions", listed(settings.regions()))))
                .toString();
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return more;
    }
}
