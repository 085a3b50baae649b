package dev.reprise.engine.standing;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the configuration says at present of a method that was woven as it said at the start. Immutable. */
final class Configured {

    private final Configuration configuration;

    /** The user's rules by their patterns; null for those that the methods were woven by. */
    private final @Nullable Map<String, MethodRule> own;

    private Configured(Configuration configuration, @Nullable Map<String, MethodRule> own) {
        this.configuration = configuration;
        this.own = own;
    }

    /** Returns what holds at the start. */
    static Configured first(Configuration configuration) {
        return new Configured(configuration, /* own= */ null);
    }

    /** Returns what holds after the file was read again. */
    static Configured again(Configuration configuration) {
        Map<String, MethodRule> own = new HashMap<>();
        for (MethodRule rule : configuration.ownMethods()) {
            own.putIfAbsent(rule.pattern().text(), rule);
        }
        return new Configured(configuration, own);
    }

    Configuration configuration() {
        return configuration;
    }

    Mode mode(MethodRule rule) {
        if (rule.client() != null) {
            Mode ofClient = configuration.catalogue().mode(rule.client());
            return own == null || ofClient == null ? rule.mode() : ofClient;
        }
        MethodRule now = now(rule);
        return now == null ? Mode.OFF : now.mode();
    }

    int rollout(MethodRule rule) {
        MethodRule now = now(rule);
        return Math.min(
                now == null ? rule.rollout() : now.rollout(),
                configuration.scope(rule.scope()).rollout());
    }

    Lifetime lifetime(MethodRule rule) {
        MethodRule now = now(rule);
        return Lifetime.of(now == null ? rule : now, configuration.scope(rule.scope()));
    }

    String place(MethodRule rule) {
        MethodRule now = now(rule);
        return now == null ? "no longer named in " + configuration.origin() : now.place();
    }

    /** Returns a rule as it is now; null if it is one of the user's that he took out. */
    private @Nullable MethodRule now(MethodRule rule) {
        return own == null || rule.client() != null || rule.isAnnotation()
                ? rule
                : own.get(rule.pattern().text());
    }
}
