package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the built-in clients that are not off. They are read when they are first asked for: most JVMs that inherit
 * the agent's flag have none of these clients, and to read hundreds of rules would cost their start some thirty milliseconds.
 *
 * <p>Safe for use by any number of threads once it is part of a {@link Configuration}.
 */
public final class CataloguedRules {

    private final Mode most;
    private final Map<String, Mode> modes = new TreeMap<>();
    private final List<String> packages = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<MethodRule> rules = new ArrayList<>();
    private final Map<String, List<String>> tested = new HashMap<>();

    private record Unread(String client, @Nullable Mode mode, CatalogueSource source) {}

    CataloguedRules(Mode most) {
        this.most = most;
    }

    /** Returns none. */
    public static CataloguedRules none() {
        return new CataloguedRules(Mode.OFF);
    }

    /** Adds a client whose rules are to be read later, unless it is off. */
    void add(String client, @Nullable Mode mode, CatalogueSource source) {
        if (isOn(client, mode)) {
            packages.addAll(source.packages());
            unread.add(new Unread(client, mode, source));
        }
    }

    /** Adds a client, unless it is off. */
    void add(String client, @Nullable Mode mode, Fields fields, Problems problems) {
        if (isOn(client, mode)) {
            read(client, mode, fields, problems);
        }
    }

    private boolean isOn(String client, @Nullable Mode mode) {
        if (mode == Mode.OFF) {
            return false;
        }
        modes.put(client, MethodRuleBinder.least(most, otherwise(mode)));
        return true;
    }

    private static Mode otherwise(@Nullable Mode mode) {
        return mode == null ? Mode.OBSERVE : mode;
    }

    private void read(String client, @Nullable Mode mode, Fields fields, Problems problems) {
        rules.addAll(new MethodRuleBinder(client, mode != null, most, otherwise(mode), problems)
                .bindAll(fields.node("methods")));
        List<String> versions = new ArrayList<>();
        for (Node.Scalar each : fields.list("tested")) {
            versions.add(each.text());
        }
        tested.put(client, List.copyOf(versions));
    }

    /** Returns the clients whose calls get a mode at most, by name. */
    public List<String> clients(Mode mode) {
        List<String> clients = new ArrayList<>();
        for (Map.Entry<String, Mode> client : modes.entrySet()) {
            if (client.getValue() == mode) {
                clients.add(client.getKey());
            }
        }
        return clients;
    }

    /** Returns the beginnings of the names of all classes that a rule which is not yet read can mean. */
    public synchronized List<String> unreadPackages() {
        return unread.isEmpty() ? List.of() : List.copyOf(packages);
    }

    /** Returns the rules in the order of the files, having read them. */
    public synchronized List<MethodRule> rules() {
        readAll();
        return List.copyOf(rules);
    }

    /** Returns by client the ranges of versions that its rules were tested with, such as {@code 1.0.0 to 1.19.0}. */
    public synchronized Map<String, List<String>> tested() {
        readAll();
        return Map.copyOf(tested);
    }

    private void readAll() {
        List<Unread> todo = List.copyOf(unread);
        unread.clear();
        Problems problems = new Problems();
        for (Unread each : todo) {
            Node.Mapping root = CompiledDocument.read(
                    each.source().name(), each.source().content().get());
            read(each.client(), each.mode(), Catalogue.fields(root, problems), problems);
        }
        try {
            problems.throwIfAny();
        } catch (ConfigurationException impossible) { // The build has read them.
            throw new IllegalStateException(impossible);
        }
    }
}
