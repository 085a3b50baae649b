package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in clients, not yet given a mode. */
final class Catalogue {

    private static final List<String> KEYS = List.of("client", "tested", "methods");

    private final Map<String, CatalogueSource> compiled = new LinkedHashMap<>();
    private final Map<String, Fields> written = new LinkedHashMap<>();
    private final Problems problems;

    private Catalogue(Problems problems) {
        this.problems = problems;
    }

    static Catalogue read(List<CatalogueSource> sources, Problems problems) {
        Catalogue catalogue = new Catalogue(problems);
        for (CatalogueSource source : sources) {
            if (source.isCompiled()) {
                catalogue.compiled.put(source.name(), source);
            } else {
                catalogue.parse(source);
            }
        }
        return catalogue;
    }

    private void parse(CatalogueSource source) {
        Document document = Document.read(source.name(), source.content().get(), problems);
        Node.Mapping root = document == null ? null : DocumentReader.read(document, problems);
        if (root == null) {
            return;
        }
        Fields fields = fields(root, problems);
        String client = fields.text("client");
        if (client == null || fields.node("methods") == null) {
            problems.error(root.where(), "a catalogue file needs a client and methods");
        } else {
            written.put(client, fields);
        }
    }

    static Fields fields(Node.Mapping root, Problems problems) {
        return Fields.of(root, "", KEYS, problems);
    }

    List<String> clients() {
        List<String> clients = new ArrayList<>(compiled.keySet());
        clients.addAll(written.keySet());
        return clients;
    }

    /**
     * Returns the rules of all clients.
     *
     * @param configuration says which are
     * @param most the mode that none goes beyond
     */
    CataloguedRules rules(Fields configuration, Mode most) {
        ClientModes modes = ClientModes.of(configuration, clients(), problems);
        CataloguedRules rules = new CataloguedRules(most);
        for (Map.Entry<String, CatalogueSource> client : compiled.entrySet()) {
            rules.add(client.getKey(), modes.of(client.getKey()), client.getValue());
        }
        for (Map.Entry<String, Fields> client : written.entrySet()) {
            rules.add(client.getKey(), modes.of(client.getKey()), client.getValue(), problems);
        }
        return rules;
    }
}
