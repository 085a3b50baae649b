package dev.reprise.admin.cli;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.exchange.Depots;
import dev.reprise.engine.tier.Depot;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about stores: those of its options, or else those of the configuration. */
abstract class StoreCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; by default as a service finds it.")
    private @Nullable String config;

    @Option(names = "--home", paramLabel = "DIR", description = "The directory of a disk tier.")
    private @Nullable String home;

    @Option(names = "--redis", paramLabel = "URI", description = "A Redis or Valkey server, such as redis://HOST:6379.")
    private @Nullable String redis;

    @Option(names = "--json", description = "Print JSON, an object in one line.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Its being there is all.
    private boolean help;

    private final Console console;
    private final List<CatalogueSource> catalogue;
    private @Nullable Configuration configuration;

    StoreCommand(Console console, List<CatalogueSource> catalogue) {
        this.console = console;
        this.catalogue = catalogue;
    }

    /** Does what it is about. */
    abstract boolean run(List<Depot> stores) throws IOException, ConfigurationException;

    @Override
    public final Integer call() throws IOException, ConfigurationException {
        List<Depot> stores = open();
        try {
            return Tool.status(run(stores));
        } finally {
            stores.forEach(Depot::close);
        }
    }

    private List<Depot> open() throws IOException, ConfigurationException {
        Configuration loaded = configuration();
        boolean all = home == null && redis == null;
        List<Depot> stores = new ArrayList<>();
        File directory = loaded.home();
        if (home != null || (all && loaded.disk().enabled() && directory != null)) {
            if (all && loaded.redis() != null && directory != null && !directory.exists()) {
                console.err().println(directory + " is not there and is left out");
            } else {
                stores.add(Depots.disk(loaded));
            }
        }
        if (loaded.redis() != null && (redis != null || all)) {
            stores.add(Depots.redis(loaded));
        }
        if (stores.isEmpty()) {
            throw new IOException("which store? Name it with --home DIR or --redis URI, or in a configuration");
        }
        return stores;
    }

    /** Returns the configuration, with the stores that the options name. */
    final Configuration configuration() throws ConfigurationException {
        Configuration loaded = configuration;
        if (loaded == null) {
            loaded = ConfigurationLoader.load(config, context(), catalogue);
            for (Problem warning : loaded.warnings()) {
                console.err().println(warning);
            }
            configuration = loaded;
        }
        return loaded;
    }

    private ProcessContext context() {
        ProcessContext current = ProcessContext.current();
        Map<String, String> properties = new HashMap<>(current.systemProperties());
        if (home != null) {
            properties.put("reprise.home", home);
            properties.put("reprise.tiers.disk", "on");
        }
        if (redis != null) {
            properties.put("reprise.tiers.redis.uri", redis);
        }
        return new ProcessContext(properties, current.environment(), current.workingDirectory());
    }

    final Console console() {
        return console;
    }

    /** Returns whether a program reads what is printed. */
    final boolean json() {
        return json;
    }
}
