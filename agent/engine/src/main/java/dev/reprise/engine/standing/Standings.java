package dev.reprise.engine.standing;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.Overridden;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modes and the shares of calls that are in force, and the one place where they change while the JVM runs. What is said
 * of something narrower replaces what the configuration says of it; nothing goes further than everything does. Each change
 * is a line of the log, which is written when nothing is locked: a log that keeps a thread waiting, or that calls methods
 * of its own, keeps no other change waiting. Thread-safe.
 */
public final class Standings {

    private static final int ALL = 100;

    private final Configuration first;
    private final Switch gate;
    private final Announcements announcements;
    private Configured configured;
    private boolean isOpen;

    /** What calls of methods make stale that were left alone until now. */
    private final List<EvictRule> unheard = new ArrayList<>();

    private final Map<Id, Standing> byMethod = new HashMap<>();

    /** In the order in which it was said. */
    private final Map<Reach, Said> said = new LinkedHashMap<>();

    private record Id(String method, MethodRule rule) {

        /** Of the method alone: a rule's is that of all it consists of, and few methods have two. */
        @Override
        public int hashCode() {
            return method.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Id id && method.equals(id.method) && Objects.equals(rule, id.rule);
        }
    }

    /**
     * Creates the standings of a JVM.
     *
     * @param configuration what holds as long as nothing else is said
     * @param gate closed while the mode of everything is {@code off}, and open or closed as the configuration says it at
     *     first
     */
    public Standings(Configuration configuration, Switch gate) {
        this(configuration, gate, LoggerFactory.getLogger(Standings.class));
    }

    Standings(Configuration configuration, Switch gate, Logger log) {
        this.announcements = new Announcements(log);
        this.first = configuration;
        this.configured = Configured.first(configuration);
        this.isOpen = configuration.mode() != Mode.OFF;
        this.gate = gate;
    }

    /**
     * Returns how far a method goes, from now on.
     *
     * @param id the method's name and descriptor
     * @param declaredBy the type that stands for it in keys
     */
    public synchronized Standing standing(String id, String declaredBy, Method method, MethodRule rule) {
        Id key = new Id(id, rule);
        Standing present = byMethod.get(key);
        if (present != null) {
            return present;
        }
        Standing made = new Standing(rule, declaredBy, method);
        settle(made); // None of its calls was left alone yet.
        byMethod.put(key, made);
        return made;
    }

    /** Returns how far a method goes, or null if none of that name and rule was called. */
    public synchronized @Nullable Standing standing(String id, MethodRule rule) {
        return byMethod.get(new Id(id, rule));
    }

    /** Returns the mode that no method goes beyond. */
    public synchronized Mode mode() {
        Said of = said.get(Reach.EVERYTHING);
        return of == null || of.mode() == null ? configured.configuration().mode() : of.mode();
    }

    /** Returns who or what says so. */
    public synchronized String modeFrom() {
        Said of = said.get(Reach.EVERYTHING);
        return of == null || of.mode() == null
                ? configured.configuration().modeAt().toString()
                : Words.from(of);
    }

    /** Returns what the file says to no effect at present, because a property or a variable goes before it. */
    public synchronized List<Overridden> overridden() {
        return configured.configuration().overridden();
    }

    /** Returns the mode of everything that the configuration has at present, whatever was said since. */
    public synchronized Mode configured() {
        return configured.configuration().mode();
    }

    /** Returns the share of keys that no method goes beyond, 0 to 100. */
    public synchronized int rollout() {
        Said of = said.get(Reach.EVERYTHING);
        return of == null || of.rollout() == null ? configured.configuration().rollout() : of.rollout();
    }

    /** Returns what was said since the JVM started and holds, from the widest to the narrowest. */
    public synchronized List<Said> said() {
        List<Said> all = new ArrayList<>(said.values());
        all.sort(Comparator.comparing(each -> each.reach().kind())); // Which leaves those of one kind in their order.
        return all;
    }

    /**
     * Sets a mode.
     *
     * @param reach of what
     * @param mode the mode; null for what the configuration says
     * @param origin who wants it, for the log
     * @return the line that says what has changed
     * @throws IllegalArgumentException if there is no such client or scope; the message says which there are
     */
    public String mode(Reach reach, @Nullable Mode mode, String origin) {
        return changing(() -> {
            check(reach);
            return change(reach, mode, origin, /* because= */ null);
        });
    }

    /**
     * Only observes a method from here on, because of its answers.
     *
     * @param standing the method's
     * @param reason what is with them
     */
    public void demote(Standing standing, String reason) {
        Reach reach = new Reach(Reach.Kind.METHOD, standing.name());
        changing(() -> change(reach, Mode.OBSERVE, "Reprise, because " + reason, reason));
    }

    private <T> T changing(Supplier<T> change) {
        try {
            T changed;
            synchronized (this) {
                changed = change.get();
            }
            openAgain();
            return changed;
        } finally {
            announcements.tell();
        }
    }

    /**
     * What calls have made stale meanwhile is evicted before somebody asks for it. That may take a while, so nothing is locked:
     * whoever switches off has not to wait for it.
     */
    private void openAgain() {
        boolean opens;
        List<EvictRule> rules;
        synchronized (this) {
            opens = !isOpen && mode() != Mode.OFF;
            rules = new ArrayList<>(unheard);
            unheard.clear();
        }
        if (opens) {
            rules.addAll(gate.unheard());
        }
        Set<String> evicted = rules.isEmpty() ? Set.of() : gate.evict(rules);
        if (!evicted.isEmpty()) {
            announcements.add("evicted what calls could have made stale meanwhile: " + String.join(", ", evicted));
        }
        if (opens) {
            synchronized (this) {
                isOpen = mode() != Mode.OFF;
                gate.open(isOpen);
            }
            gate.opened();
            gate.evict(gate.unheard()); // Also what was made stale between these two.
        }
    }

    private String change(Reach reach, @Nullable Mode mode, String origin, @Nullable String because) {
        Said before = said.get(reach);
        Mode was = reach.equals(Reach.EVERYTHING) ? mode() : before == null ? null : before.mode();
        int changed = say(new Said(reach, mode, before == null ? null : before.rollout(), origin, because));
        return announcements.add(
                Words.change("mode", reach, Words.word(was), Words.word(mode), origin, changed, byMethod.size())
                        + known().hint(reach)
                        + Words.narrower("mode", narrower(reach, each -> each.mode() != null && mode != Mode.OFF)));
    }

    private Known known() {
        return new Known(configured.configuration(), byMethod.values());
    }

    /**
     * Returns whether anything that is known is meant by what a person wrote: a method that was called, or something that
     * the configuration speaks of.
     */
    public synchronized boolean isKnown(Reach reach) {
        return known().means(reach);
    }

    /** Returns what was said of a part of it, and stays in force. */
    private List<Said> narrower(Reach reach, Predicate<Said> wanted) {
        List<Said> all = new ArrayList<>();
        for (Said each : said()) {
            if (each.reach().kind().compareTo(reach.kind()) > 0 && wanted.test(each) && isPart(each.reach(), reach)) {
                all.add(each);
            }
        }
        return all;
    }

    private boolean isPart(Reach part, Reach of) {
        if (of.kind() == Reach.Kind.EVERYTHING) {
            return true;
        }
        for (Standing each : byMethod.values()) {
            if (each.isIn(part) && each.isIn(of)) {
                return true;
            }
        }
        return false;
    }

    private void check(Reach reach) {
        boolean isNamed = said.containsKey(reach);
        for (Standing each : byMethod.values()) {
            isNamed |= each.name().equals(reach.name());
        }
        if (!isNamed) {
            Words.check(reach, first);
        }
    }

    /**
     * Sets a share of keys.
     *
     * @param reach of what
     * @param rollout the share, 0 to 100; null for what the configuration says
     * @param origin who wants it, for the log
     * @return the line that says what has changed
     * @throws IllegalArgumentException if there is no such client or scope, or no such share
     */
    public String rollout(Reach reach, @Nullable Integer rollout, String origin) {
        return changing(() -> {
            check(reach);
            if (rollout != null && (rollout < 0 || rollout > ALL)) {
                throw new IllegalArgumentException(rollout + " is not a share in percent; write 0 to 100");
            }
            return changeRollout(reach, rollout, origin);
        });
    }

    private String changeRollout(Reach reach, @Nullable Integer rollout, String origin) {
        Said before = said.get(reach);
        Integer was =
                reach.equals(Reach.EVERYTHING) ? Integer.valueOf(rollout()) : before == null ? null : before.rollout();
        int changed = say(new Said(
                reach,
                before == null ? null : before.mode(),
                rollout,
                origin,
                before == null ? null : before.because()));
        return announcements.add(Words.change(
                        "rollout", reach, Words.percent(was), Words.percent(rollout), origin, changed, byMethod.size())
                + known().hint(reach)
                + Words.narrower("rollout", narrower(reach, each -> each.rollout() != null)));
    }

    /**
     * Takes what a configuration says that was read again. What was said since the start goes before it, unless it switches
     * everything off.
     *
     * @param read the configuration
     * @return a line for what has changed and one for what will at the next start; none if nothing has
     */
    public List<String> configure(Configuration read) {
        return changing(() -> take(read));
    }

    private List<String> take(Configuration read) {
        Configuration before = configured.configuration();
        Differences differences = Differences.of(before, read, first);
        configured = Configured.again(read);
        // Who switches off by the file, perhaps because there is no other way, has the last word.
        Said forgotten = read.mode() == Mode.OFF && before.mode() != Mode.OFF ? said.remove(Reach.EVERYTHING) : null;
        int changed = settleAll();
        Set<String> later = new LinkedHashSet<>(differences.later());
        later.retainAll(Differences.of(first, read, first).later());
        List<String> lines = new ArrayList<>();
        if (!differences.now().isEmpty()) {
            lines.add(announcements.add(Words.configured(read.origin(), differences.now(), changed, byMethod.size())));
        }
        if (!later.isEmpty()) {
            lines.add(announcements.add(read.origin() + ": what it says now of " + String.join(", ", later)
                    + " takes effect at the next start"));
        }
        if (forgotten != null) {
            lines.add(announcements.add(
                    "mode: off takes back what was set since the start: " + Words.all(List.of(forgotten))));
        }
        if (!said.isEmpty() && !lines.isEmpty()) {
            lines.add(announcements.add("what was set since the start goes before it: " + Words.all(said())));
        }
        return lines;
    }

    /**
     * Turns everything off, because something is wrong with Reprise itself.
     *
     * @param reason what is
     */
    public void turnOff(String reason) {
        changing(() -> {
            String line = change(Reach.EVERYTHING, Mode.OFF, "itself", /* because= */ null);
            announcements.addError("Reprise has turned itself off, because " + reason
                    + "; the service runs without it. With log.level: debug the log says where it was. To turn it on"
                    + " again: `mode on` of the command line, or mode(everything, on) of its MXBean, or restart the"
                    + " service");
            return line;
        });
    }

    /** Returns how many methods go another way by this. */
    private int say(Said now) {
        said.remove(now.reach());
        if (now.mode() != null || now.rollout() != null) {
            said.put(now.reach(), now);
        }
        return settleAll();
    }

    /** Returns how many methods go another way than before. */
    private int settleAll() {
        if (isOpen && mode() == Mode.OFF) {
            isOpen = false;
            gate.open(false); // Before anything else.
        }
        int changed = 0;
        for (Standing each : byMethod.values()) {
            Mode mode = each.mode();
            int rollout = each.rollout();
            boolean wasOff = each.isConfiguredOff();
            settle(each);
            if (wasOff && !each.isConfiguredOff() && each.rule().evicts() != null) {
                unheard.add(each.rule().evicts());
            }
            changed += each.mode() == mode && each.rollout() == rollout ? 0 : 1;
        }
        return changed;
    }

    private void settle(Standing standing) {
        Mode mode = configured.mode(standing.rule());
        int rollout = configured.rollout(standing.rule());
        String from = configured.place(standing.rule());
        standing.configured(mode);
        String because = null;
        for (Said each : said()) { // The narrowest is the last.
            if (each.reach().kind() != Reach.Kind.EVERYTHING && standing.isIn(each.reach())) {
                mode = each.mode() == null ? mode : each.mode();
                from = each.mode() == null ? from : Words.from(each);
                because = each.mode() == null ? because : each.because();
                rollout = each.rollout() == null ? rollout : each.rollout();
            }
        }
        Mode most = mode();
        if (most.compareTo(mode) < 0) {
            mode = most;
            from = modeFrom();
        }
        standing.set(mode, from, because, Math.min(rollout, rollout()), configured.lifetime(standing.rule()));
    }
}
