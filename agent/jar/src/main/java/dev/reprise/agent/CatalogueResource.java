package dev.reprise.agent;

import java.io.InputStream;
import java.util.function.Supplier;

/** A built-in client's entry in the jar. */
record CatalogueResource(String client) implements Supplier<InputStream> {

    @Override
    public InputStream get() {
        String name = "reprise/catalogue/" + client + ".compiled";
        InputStream content = CatalogueResource.class.getClassLoader().getResourceAsStream(name);
        if (content == null) {
            throw new IllegalStateException("the agent's jar lacks " + name);
        }
        return content;
    }
}
