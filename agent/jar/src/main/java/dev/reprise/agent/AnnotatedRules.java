package dev.reprise.agent;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Durations;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.weaver.classfile.CachedAnnotation;
import dev.reprise.weaver.match.AnnotationRules;
import java.util.List;
import java.util.Set;

/** Turns {@code @Cached} into the rule that the configuration would have for the method. */
final class AnnotatedRules implements AnnotationRules {

    private final Configuration configuration;

    AnnotatedRules(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public MethodRule rule(String method, CachedAnnotation annotation) {
        ScopeSettings scope = configuration.scope(annotation.scope());
        if (annotation.rollout() < 0 || annotation.rollout() > 100) {
            throw new IllegalArgumentException(
                    "rollout = " + annotation.rollout() + " is not a share in percent; write 0 to 100");
        }
        return new MethodRule(
                MethodPattern.parse(method),
                new SourceLocation("@Cached on " + method, 0, 0),
                /* client= */ null,
                /* asked= */ true,
                configuration.mode(),
                scope.name().equals(Configuration.DEFAULT_SCOPE) ? null : scope.name(),
                annotation.ttl().isEmpty() ? null : Durations.parse(annotation.ttl()),
                Set.copyOf(annotation.tags()),
                annotation.version().isEmpty() ? null : annotation.version(),
                /* ignore= */ List.of(),
                annotation.rollout(),
                /* perTenant= */ false,
                /* stateful= */ List.of(),
                /* allow= */ List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                /* implementers= */ List.of());
    }
}
