package dev.reprise.admin.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about stores: those of its options, or else those of the configuration. */
abstract class StoreCommand extends ToolCommand {

    private static final String HOME = "--home";
    private static final String REDIS = "--redis";
    private static final String HOME_PROPERTY = "reprise.home";
    private static final String REDIS_PROPERTY = "reprise.tiers.redis.uri";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; by default as a service finds it.")
    private @Nullable String config;

    @Option(names = HOME, paramLabel = "DIR", description = "The directory of a disk tier.")
    private @Nullable String home;

    @Option(names = REDIS, paramLabel = "URI", description = "A Redis or Valkey server, such as redis://HOST:6379.")
    private @Nullable String redis;

    private @Nullable Configuration configuration;

    StoreCommand(ToolContext context) {
        super(context);
    }

    /** Does what it is about. */
    abstract boolean run(List<Depot> stores) throws IOException, ConfigurationException;

    @Override
    boolean run() throws IOException, ConfigurationException {
        List<Depot> stores = open();
        try {
            return run(stores);
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
                console().err().println(directory + " is not there and is left out");
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
            try {
                loaded = ConfigurationLoader.load(config, process(), context().catalogue());
            } catch (ConfigurationException wrong) {
                throw new ConfigurationException(asWritten(wrong.problems()));
            }
            asWritten(loaded.warnings()).forEach(console().err()::println);
            configuration = loaded;
        }
        return loaded;
    }

    private ProcessContext process() {
        ProcessContext current = ProcessContext.current();
        Map<String, String> properties = new HashMap<>(current.systemProperties());
        if (home != null) {
            properties.put(HOME_PROPERTY, home);
            properties.put("reprise.tiers.disk", "on");
        }
        if (redis != null) {
            properties.put(REDIS_PROPERTY, redis);
        }
        return new ProcessContext(properties, current.environment(), current.workingDirectory());
    }

    private List<Problem> asWritten(List<Problem> problems) {
        Map<String, String> options = new HashMap<>();
        if (home != null) {
            options.put(HOME_PROPERTY, HOME);
        }
        if (redis != null) {
            options.put(REDIS_PROPERTY, REDIS);
        }
        return Named.byOptions(problems, options);
    }
}
