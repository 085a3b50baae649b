package dev.reprise.engine;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.standing.Standing;
import java.util.Map;

/**
 * One method at present.
 *
 * @param rule the rule that chose it
 * @param standing how far it goes
 * @param figures how its calls have ended so far
 * @param reasons why calls were bypassed or answers not kept, and how many
 */
public record MethodState(MethodRule rule, Standing standing, Figures figures, Map<String, Long> reasons) {}
