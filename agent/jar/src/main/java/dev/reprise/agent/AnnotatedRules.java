package dev.reprise.agent;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Durations;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.weaver.classfile.MethodAnnotation;
import dev.reprise.weaver.match.AnnotationRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns {@code @Cached} and {@code @Evicts} into the rule that the configuration would have for the method. */
final class AnnotatedRules implements AnnotationRules {

    private final Configuration configuration;
    private final Consumer<String> warnings;

    /** An interface's annotation is met again with each class that implements it. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * @param warnings takes a line for each thing that is odd, once
     */
    AnnotatedRules(Configuration configuration, Consumer<String> warnings) {
        this.configuration = configuration;
        this.warnings = warnings;
    }

    @Override
    public MethodRule rule(String method, MethodAnnotation annotation) {
        List<String> mistakes = new ArrayList<>();
        String scope = scope(annotation, mistakes);
        Duration ttl = ttl(annotation, mistakes);
        if (annotation.rollout() < 0 || annotation.rollout() > 100) {
            mistakes.add("rollout = " + annotation.rollout() + " is not a share in percent; write 0 to 100");
        }
        EvictRule evicts = evicts(annotation, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        SourceLocation where = SourceLocation.whole(annotation.name() + " on " + method);
        warn(where, annotation.scope());
        if (evicts != null) {
            evicts.scopes().forEach(evicted -> warn(where, evicted));
        }
        return new MethodRule(
                MethodPattern.parse(method),
                where,
                /* client= */ null,
                /* catalogued= */ null,
                /* asked= */ true,
                Mode.ON, // As far as everything goes, which is another one while the JVM runs.
                scope,
                ttl,
                Set.copyOf(annotation.tags()),
                annotation.version().isEmpty() ? null : annotation.version(),
                /* ignore= */ List.of(),
                annotation.rollout(),
                /* perTenant= */ false,
                /* tenant= */ null,
                /* stateful= */ List.of(),
                /* allow= */ List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                /* implementers= */ List.of(),
                /* callback= */ null,
                /* batch= */ null,
                /* pace= */ null,
                /* ttlFrom= */ null,
                /* usage= */ null,
                /* singleFlight= */ null,
                evicts,
                /* shadow= */ null,
                /* stale= */ null,
                /* negative= */ null);
    }

    private void warn(SourceLocation where, String scopeName) {
        String odd = configuration.oddScope(scopeName);
        if (odd != null && warned.add(where + odd)) {
            warnings.accept(where + ": " + odd);
        }
    }

    private static @Nullable EvictRule evicts(MethodAnnotation annotation, List<String> mistakes) {
        MethodAnnotation.Evicted evicted = annotation.evicts();
        if (evicted == null) {
            return null;
        }
        if (evicted.isCached()) {
            mistakes.add("a method that evicts cannot be @Cached as well; let another method do one of both");
        }
        if (evicted.scopes().isEmpty() && evicted.tags().isEmpty()) {
            mistakes.add("it names nothing; write scope or tags");
        }
        return new EvictRule(evicted.scopes(), evicted.tags());
    }

    private @Nullable String scope(MethodAnnotation annotation, List<String> mistakes) {
        try {
            String name = configuration.scope(annotation.scope()).name();
            return name.equals(Configuration.DEFAULT_SCOPE) ? null : name;
        } catch (IllegalArgumentException wrong) {
            mistakes.add("scope: " + wrong.getMessage());
            return null;
        }
    }

    private static @Nullable Duration ttl(MethodAnnotation annotation, List<String> mistakes) {
        try {
            return annotation.ttl().isEmpty() ? null : Durations.parse(annotation.ttl());
        } catch (IllegalArgumentException wrong) {
            mistakes.add("ttl: " + wrong.getMessage());
            return null;
        }
    }
}
