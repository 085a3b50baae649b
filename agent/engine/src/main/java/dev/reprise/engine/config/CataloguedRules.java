package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the built-in clients. They are read when they are first asked for: most JVMs that inherit the agent's flag
 * have none of these clients, and to read hundreds of rules would cost their start some thirty milliseconds. Those of a client
 * that is off choose nothing; but what they know of a method holds for it, too, if the user names it himself.
 *
 * <p>Safe for use by any number of threads once it is part of a {@link Configuration}.
 */
public final class CataloguedRules {

    private final Mode most;
    private final Map<String, Mode> modes = new TreeMap<>();
    private final List<String> packages = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<MethodRule> rules = new ArrayList<>();
    private final List<MethodRule> off = new ArrayList<>();
    private final Map<String, List<String>> tested = new HashMap<>();

    private record Unread(String client, @Nullable Mode mode, CatalogueSource source) {}

    CataloguedRules(Mode most) {
        this.most = most;
    }

    /** Returns none. */
    public static CataloguedRules none() {
        return new CataloguedRules(Mode.ON);
    }

    /** Adds a client whose rules are to be read later. */
    void add(String client, @Nullable Mode mode, CatalogueSource source) {
        if (mode != Mode.OFF) {
            packages.addAll(source.packages());
        }
        note(client, mode);
        unread.add(new Unread(client, mode, source));
    }

    /** Adds a client. */
    void add(String client, @Nullable Mode mode, Fields fields, Problems problems) {
        note(client, mode);
        read(client, mode, fields, problems);
    }

    private void note(String client, @Nullable Mode mode) {
        modes.put(client, otherwise(mode));
    }

    private static Mode otherwise(@Nullable Mode mode) {
        return mode == null ? Mode.OBSERVE : mode;
    }

    private void read(String client, @Nullable Mode mode, Fields fields, Problems problems) {
        (mode == Mode.OFF ? off : rules)
                .addAll(new MethodRuleBinder(client, mode != null, otherwise(mode), problems)
                        .bindAll(fields.node("methods")));
        List<String> versions = new ArrayList<>();
        for (Node.Scalar each : fields.list("tested")) {
            versions.add(each.text());
        }
        tested.put(client, List.copyOf(versions));
    }

    /** Returns the mode that no rule goes beyond when the JVM starts. */
    public Mode most() {
        return most;
    }

    /** Returns the clients whose calls get a mode at most, by name. */
    public List<String> clients(Mode mode) {
        List<String> clients = new ArrayList<>();
        for (Map.Entry<String, Mode> client : modes.entrySet()) {
            if (client.getValue() != Mode.OFF && least(most, client.getValue()) == mode) {
                clients.add(client.getKey());
            }
        }
        return clients;
    }

    /** Returns the mode of a client, whatever the mode is that no rule goes beyond; null if there is no such client. */
    public @Nullable Mode mode(String client) {
        return modes.get(client);
    }

    /** Returns the clients whose methods are chosen, by name. */
    public List<String> chosen() {
        List<String> clients = new ArrayList<>();
        for (Map.Entry<String, Mode> client : modes.entrySet()) {
            if (client.getValue() != Mode.OFF) {
                clients.add(client.getKey());
            }
        }
        return clients;
    }

    private static Mode least(Mode a, Mode b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Returns whether there are rules that are not yet read. */
    public synchronized boolean isUnread() {
        return !unread.isEmpty();
    }

    /** Returns the beginnings of the names of all classes in which a rule that is not yet read can choose a method. */
    public synchronized List<String> unreadPackages() {
        return unread.isEmpty() ? List.of() : List.copyOf(packages);
    }

    /** Returns the rules of the clients that are not off, in the order of the files, having read them. */
    public synchronized List<MethodRule> rules() {
        readAll();
        return List.copyOf(rules);
    }

    /** Returns the rules of the clients that are off, having read them. */
    public synchronized List<MethodRule> off() {
        readAll();
        return List.copyOf(off);
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
