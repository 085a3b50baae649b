package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in clients, read but not yet given a mode. */
final class Catalogue {

    private static final List<String> KEYS = List.of("client", "tested", "methods");

    private final Map<String, Node> methodsByClient = new LinkedHashMap<>();
    private final Map<String, List<String>> tested = new LinkedHashMap<>();
    private final Problems problems;

    private Catalogue(Problems problems) {
        this.problems = problems;
    }

    static Catalogue read(List<CatalogueSource> sources, Problems problems) {
        Catalogue catalogue = new Catalogue(problems);
        for (CatalogueSource source : sources) {
            catalogue.add(source);
        }
        return catalogue;
    }

    private void add(CatalogueSource source) {
        Node.Mapping root = source.isCompiled()
                ? CompiledDocument.read(source.name(), source.content().get())
                : parse(source);
        if (root == null) {
            return;
        }
        Fields fields = Fields.of(root, "", KEYS, problems);
        String client = fields.text("client");
        Node methods = fields.node("methods");
        if (client == null || methods == null) {
            problems.error(root.where(), "a catalogue file needs a client and methods");
        } else {
            methodsByClient.put(client, methods);
            tested.put(client, versions(fields));
        }
    }

    private Node.@Nullable Mapping parse(CatalogueSource source) {
        Document document = Document.read(source.name(), source.content().get(), problems);
        return document == null ? null : DocumentReader.read(document, problems);
    }

    private static List<String> versions(Fields fields) {
        List<String> versions = new ArrayList<>();
        for (Node.Scalar each : fields.list("tested")) {
            versions.add(each.text());
        }
        return List.copyOf(versions);
    }

    /** Returns the ranges of versions that each client was tested with, as they are written. */
    Map<String, List<String>> tested() {
        return Collections.unmodifiableMap(tested);
    }

    List<String> clients() {
        return List.copyOf(methodsByClient.keySet());
    }

    /** Returns the rules of all clients that are not off. */
    List<MethodRule> rules(Fields fields, Mode most) {
        ClientModes modes = ClientModes.of(fields, clients(), problems);
        List<MethodRule> rules = new ArrayList<>();
        for (Map.Entry<String, Node> client : methodsByClient.entrySet()) {
            rules.addAll(rules(client.getKey(), modes.of(client.getKey()), client.getValue(), most));
        }
        return rules;
    }

    private List<MethodRule> rules(String client, @Nullable Mode mode, Node methods, Mode most) {
        if (mode == Mode.OFF) {
            return List.of();
        }
        return new MethodRuleBinder(client, mode != null, most, mode == null ? Mode.OBSERVE : mode, problems)
                .bindAll(methods);
    }
}
