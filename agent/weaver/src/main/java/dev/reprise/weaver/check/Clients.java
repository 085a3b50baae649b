package dev.reprise.weaver.check;

import dev.reprise.engine.config.CataloguedRules;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.weaver.match.LibraryVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the clients of the catalogue on a class path, by the classes that their entries name. */
final class Clients {

    private final CataloguedRules catalogue;
    private final ClassPath classPath;

    Clients(CataloguedRules catalogue, ClassPath classPath) {
        this.catalogue = catalogue;
        this.classPath = classPath;
    }

    /** What was found of one client. */
    private record Found(Set<String> libraries, Set<String> unknown) {}

    /**
     * Returns those that are there.
     *
     * @param methods how many methods of each are woven
     */
    List<CheckedClient> found(Map<String, Integer> methods) {
        List<MethodRule> rules = new ArrayList<>(catalogue.rules());
        rules.addAll(catalogue.off());
        Map<String, Found> found = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (MethodRule rule : rules) {
            String type = rule.pattern().typeText();
            String client = rule.client();
            if (client != null && rule.pattern().exactType() && seen.add(client + " " + type)) {
                look(type, client, found);
            }
        }
        List<CheckedClient> clients = new ArrayList<>();
        found.forEach((client, what) -> clients.add(new CheckedClient(
                client,
                mode(client),
                List.copyOf(what.libraries),
                List.copyOf(what.unknown),
                tested(client),
                methods.getOrDefault(client, 0))));
        return clients;
    }

    private void look(String type, String client, Map<String, Found> found) {
        String holder = classPath.holder(type);
        if (holder == null) {
            return;
        }
        Found of = found.computeIfAbsent(client, name -> new Found(new TreeSet<>(), new TreeSet<>()));
        of.libraries.add(holder);
        LibraryVersion version = LibraryVersion.of(classPath.loader(), type.replace('.', '/'));
        if (version != null && !version.isIn(tested(client))) {
            of.unknown.add(version.text());
        }
    }

    private List<String> tested(String client) {
        return catalogue.tested().getOrDefault(client, List.of());
    }

    private Mode mode(String client) {
        for (Mode mode : Mode.values()) {
            if (catalogue.clients(mode).contains(client)) {
                return mode;
            }
        }
        return Mode.OFF;
    }
}
