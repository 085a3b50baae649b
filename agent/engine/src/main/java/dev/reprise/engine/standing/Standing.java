package dev.reprise.engine.standing;

import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one method goes at present. It holds no class of the host, so it may outlive the method. Thread-safe: each value
 * by itself is the present one.
 */
public final class Standing {

    private final MethodRule rule;
    private final String name;
    private final Set<String> types = new LinkedHashSet<>();
    private final String method;
    private final List<String> parameters = new ArrayList<>();
    private final String returnType;
    private volatile Mode mode = Mode.OFF;
    private volatile Mode configured = Mode.ON;
    private volatile int rollout;
    private volatile String modeFrom = "";
    private volatile @Nullable String demoted;

    /** Immutable, and written before the mode, which each call reads. */
    private @Nullable Lifetime lifetime;

    Standing(MethodRule rule, String declaredBy, Method method) {
        this.rule = rule;
        this.method = method.getName();
        this.returnType = method.getReturnType().getTypeName();
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getTypeName());
        }
        this.name = declaredBy + "#" + method.getName() + "(" + String.join(", ", parameters) + ")";
        types.add(declaredBy);
        addTypes(method.getDeclaringClass());
    }

    private void addTypes(Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            types.add(each.getName());
            for (Class<?> implemented : each.getInterfaces()) {
                addTypes(implemented);
            }
        }
    }

    /** Returns what is done with the method's calls. */
    public Mode mode() {
        return mode;
    }

    /** Returns what the configuration says at present of the method itself, though everything may go less far. */
    public Mode configured() {
        return configured;
    }

    /** Returns the share of keys that is served, 0 to 100. */
    public int rollout() {
        return rollout;
    }

    /** Returns who or what says so: a place in the configuration, or what was said since, and by whom. */
    public String modeFrom() {
        return modeFrom;
    }

    /**
     * Returns whether the configuration switches the method off. For one that makes entries stale nothing else counts: what is
     * said since is about serving, and they have to go all the same.
     */
    public boolean isConfiguredOff() {
        return configured == Mode.OFF;
    }

    /** Returns how long the method's entries live; null as long as nobody has said so. */
    public @Nullable Lifetime lifetime() {
        return lifetime;
    }

    /** Returns why Reprise by itself only observes the method; null if it does not, whoever else may. */
    public @Nullable String demoted() {
        return demoted;
    }

    /** Returns the method with its parameters. */
    public String name() {
        return name;
    }

    MethodRule rule() {
        return rule;
    }

    void configured(Mode ofConfiguration) {
        configured = ofConfiguration;
    }

    void set(Mode newMode, String from, @Nullable String because, int newRollout, Lifetime newLifetime) {
        lifetime = newLifetime;
        modeFrom = from;
        demoted = because;
        rollout = newRollout;
        mode = newMode;
    }

    /** Returns whether the method is one of those that a change is about. */
    boolean isIn(Reach reach) {
        return switch (reach.kind()) {
            case EVERYTHING -> true;
            case CLIENT -> reach.name().equals(rule.catalogued());
            case SCOPE -> reach.name().equals(rule.scope());
            case METHOD ->
                reach.name().equals(name) || reach.name().equals(rule.pattern().text()) || matches(reach);
        };
    }

    /** A name that the JVM allows and a pattern does not have is that of one method at the most. */
    private boolean matches(Reach reach) {
        try {
            return matches(MethodPattern.parse(reach.name()));
        } catch (IllegalArgumentException noPattern) {
            return false;
        }
    }

    private boolean matches(MethodPattern pattern) {
        if (!pattern.matchesMethod(method, parameters, returnType)) {
            return false;
        }
        for (String type : types) {
            if (pattern.matchesType(type)) {
                return true;
            }
            if (!pattern.subtypes()) {
                break; // The first is the type itself.
            }
        }
        return false;
    }
}
