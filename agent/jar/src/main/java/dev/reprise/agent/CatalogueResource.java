package dev.reprise.agent;

import dev.reprise.engine.config.CatalogueIndex;
import dev.reprise.engine.config.CatalogueSource;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** An entry of the built-in catalogue in the jar. */
record CatalogueResource(String name) implements Supplier<InputStream> {

    /** Returns the built-in clients. */
    static List<CatalogueSource> clients() {
        return CatalogueIndex.read(new CatalogueResource("index").get(), new Contents());
    }

    /** No lambda, as on all of the way to the host's main method. */
    private static final class Contents implements Function<String, Supplier<InputStream>> {

        @Override
        public Supplier<InputStream> apply(String client) {
            return new CatalogueResource(client + ".compiled");
        }
    }

    @Override
    public InputStream get() {
        String path = "reprise/catalogue/" + name;
        InputStream content = CatalogueResource.class.getClassLoader().getResourceAsStream(path);
        if (content == null) {
            throw new IllegalStateException("the agent's jar lacks " + path);
        }
        return content;
    }
}
