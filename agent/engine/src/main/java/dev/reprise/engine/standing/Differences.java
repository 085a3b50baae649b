package dev.reprise.engine.standing;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Durations;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ScopeSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two configurations differ: in what can change while the JVM runs, and in what cannot. */
final class Differences {

    private final Configuration before;
    private final Configuration after;
    private final Map<String, MethodRule> woven;
    private final Map<String, String> now = new LinkedHashMap<>();
    private final Set<String> later = new LinkedHashSet<>();

    private Differences(Configuration before, Configuration after, Configuration first) {
        this.before = before;
        this.after = after;
        this.woven = byPattern(first);
    }

    /**
     * Compares two configurations.
     *
     * @param first what the methods were woven by
     */
    static Differences of(Configuration before, Configuration after, Configuration first) {
        Differences differences = new Differences(before, after, first);
        differences.compare();
        return differences;
    }

    /** Returns what changes at once, each with its old and its new value. */
    Map<String, String> now() {
        return now;
    }

    /** Returns the keys of what does not. */
    Set<String> later() {
        return later;
    }

    private void compare() {
        now("mode", Words.word(before.mode()), Words.word(after.mode()));
        now("rollout", Words.percent(before.rollout()), Words.percent(after.rollout()));
        now("log.level", before.log().level(), after.log().level());
        now("log.format", before.log().format(), after.log().format());
        later("namespace", before.namespace(), after.namespace());
        later("home", before.home(), after.home());
        later("warm", before.warm(), after.warm());
        later("quiet", before.quiet(), after.quiet());
        later("reload", before.reload(), after.reload());
        later("jmx", before.jmx(), after.jmx());
        later("deterministic-only", before.deterministicOnly(), after.deterministicOnly());
        later("tenant", before.tenant(), after.tenant());
        later("tiers.memory", before.memory(), after.memory());
        later("tiers.disk", before.disk(), after.disk());
        later("tiers.redis", before.redis(), after.redis());
        later("tiers.max-entry-size", before.maxEntryBytes(), after.maxEntryBytes());
        later("recording", before.recording(), after.recording());
        later("replay.pace", before.pace(), after.pace());
        later("single-flight", before.singleFlight(), after.singleFlight());
        later("audit", before.audit(), after.audit());
        later("report", before.report(), after.report());
        later("prices", before.prices(), after.prices());
        later("store", before.store(), after.store());
        compareClients();
        compareScopes();
        compareMethods();
    }

    private void compareClients() {
        Set<String> clients = new TreeSet<>(before.catalogue().chosen());
        clients.addAll(after.catalogue().chosen());
        for (String client : clients) {
            Mode was = before.catalogue().mode(client);
            Mode is = after.catalogue().mode(client);
            if (was == Mode.OFF) {
                later.add("clients." + client);
            } else {
                now("clients." + client, Words.word(was), Words.word(is));
            }
        }
    }

    private void compareScopes() {
        Set<String> scopes = new TreeSet<>(before.scopes().keySet());
        scopes.addAll(after.scopes().keySet());
        for (String name : scopes) {
            ScopeSettings was = before.scope(name);
            ScopeSettings is = after.scope(name);
            now("scopes." + name + ".rollout", Words.percent(was.rollout()), Words.percent(is.rollout()));
            now("scopes." + name + ".ttl", Durations.text(was.ttl()), Durations.text(is.ttl()));
            now("scopes." + name + ".ttl-jitter", Words.percent(was.ttlJitter()), Words.percent(is.ttlJitter()));
            ChangedSettings.between(was.standingAs(is), is)
                    .forEach(setting -> later.add("scopes." + name + "." + setting));
        }
    }

    private void compareMethods() {
        Map<String, MethodRule> was = byPattern(before);
        Map<String, MethodRule> is = byPattern(after);
        was.forEach((pattern, rule) -> {
            MethodRule other = is.get(pattern);
            if (other == null) {
                now(pattern, Words.word(rule.mode()), "no longer named, off");
            } else {
                now("mode of " + pattern, Words.word(rule.mode()), Words.word(other.mode()));
                now("rollout of " + pattern, Words.percent(rule.rollout()), Words.percent(other.rollout()));
                now("ttl of " + pattern, ttl(rule), ttl(other));
                later(pattern, rule, other);
            }
        });
        is.forEach((pattern, rule) -> {
            MethodRule present = woven.get(pattern);
            if (!was.containsKey(pattern) && present != null) {
                now("mode of " + pattern, Words.word(Mode.OFF), Words.word(rule.mode()));
                later(pattern, present, rule);
            } else if (!was.containsKey(pattern)) {
                later.add(pattern);
            }
        });
    }

    private void later(String pattern, MethodRule was, MethodRule is) {
        for (String setting : ChangedSettings.between(was.standingAs(is), is)) {
            later.add(setting + " of " + pattern);
        }
    }

    private static Map<String, MethodRule> byPattern(Configuration configuration) {
        Map<String, MethodRule> rules = new LinkedHashMap<>();
        for (MethodRule rule : configuration.ownMethods()) {
            rules.putIfAbsent(rule.pattern().text(), rule);
        }
        return rules;
    }

    private static String ttl(MethodRule rule) {
        return rule.ttl() == null ? "the scope's" : Durations.text(rule.ttl());
    }

    private void now(String what, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            now.put(what, was + " -> " + is);
        }
    }

    private void later(String what, @Nullable Object was, @Nullable Object is) {
        if (!ChangedSettings.areEqual(was, is)) {
            later.add(what);
        }
    }
}
