package dev.reprise.engine.standing;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Nearest;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a name may mean that somebody typed: methods that were called, and what the configuration speaks of. A method or a
 * scope that only an annotation names is not known before it is called.
 */
final class Known {

    /** So many names are offered. */
    private static final int OFFERED = 8;

    private final Configuration configuration;
    private final Collection<Standing> called;

    Known(Configuration configuration, Collection<Standing> called) {
        this.configuration = configuration;
        this.called = called;
    }

    /** Returns whether methods that were called are meant. */
    boolean isCalled(Reach reach) {
        for (Standing each : called) {
            if (each.isIn(reach)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether anything known is meant. */
    boolean means(Reach reach) {
        return switch (reach.kind()) {
            case EVERYTHING, CLIENT -> true;
            case SCOPE -> scopes().contains(reach.name());
            case METHOD -> isCalled(reach) || isWritten(reach.name());
        };
    }

    private Set<String> scopes() {
        Set<String> names = new TreeSet<>(configuration.scopes().keySet());
        for (MethodRule rule : configuration.methods()) {
            names.add(rule.scope());
        }
        for (Standing each : called) {
            names.add(each.rule().scope());
        }
        return names;
    }

    /** Returns whether a rule of the configuration is about methods of that name. */
    private boolean isWritten(String pattern) {
        try {
            MethodPattern asked = MethodPattern.parse(pattern);
            for (MethodRule rule : configuration.methods()) {
                if (overlap(asked, rule.pattern())) {
                    return true;
                }
            }
            return false;
        } catch (IllegalArgumentException noPattern) {
            return false;
        }
    }

    private static boolean overlap(MethodPattern one, MethodPattern other) {
        return (one.matchesType(other.typeText()) || other.matchesType(one.typeText()))
                && (one.method().matches(other.methodName()) || other.method().matches(one.methodName()));
    }

    /** Returns what is added to the line about a change that means no method so far. */
    String hint(Reach reach) {
        if (isCalled(reach) || reach.kind() == Reach.Kind.EVERYTHING) {
            return "";
        }
        String none = "; none of those called is in " + reach;
        return means(reach) ? none : none + offered(reach, reach.kind() == Reach.Kind.SCOPE ? scopes() : methods());
    }

    private Set<String> methods() {
        Set<String> names = new TreeSet<>();
        for (MethodRule rule : configuration.ownMethods()) {
            names.add(rule.pattern().text());
        }
        for (Standing each : called) {
            names.add(each.name().substring(0, each.name().indexOf('(')));
        }
        return names;
    }

    private static String offered(Reach reach, Set<String> names) {
        String kind = reach.kind() == Reach.Kind.SCOPE ? "scope" : "method";
        String nearest = Nearest.of(reach.name(), names);
        if (nearest != null) {
            return "; did you mean " + kind + ":" + nearest + "?";
        }
        if (names.isEmpty()) {
            return "";
        }
        return "; " + kind + "s known so far: "
                + String.join(", ", names.stream().limit(OFFERED).toList())
                + (names.size() > OFFERED ? " and " + (names.size() - OFFERED) + " more" : "");
    }
}
