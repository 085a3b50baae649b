package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.ProcessContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about a configuration, in which options name other stores. */
abstract class ConfiguredCommand extends ToolCommand {

    private static final String HOME = "--home";
    private static final String REDIS = "--redis";
    private static final String HOME_PROPERTY = "reprise.home";
    private static final String REDIS_PROPERTY = "reprise.tiers.redis.uri";

    /** What is named is used, though services leave it out; what the configuration says of it still holds. */
    private static final String ON = "on";

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

    ConfiguredCommand(ToolContext context) {
        super(context);
    }

    /** Returns the directory that an option names; null if none does. */
    final @Nullable String home() {
        return home;
    }

    /** Takes a directory as if the option named it. */
    final void lookInto(String directory) {
        home = directory;
    }

    /** Returns the server that an option names; null if none does. */
    final @Nullable String redis() {
        return redis;
    }

    /** Returns whether an option names a store, or where one is named. */
    final boolean namesStores() {
        return home != null || redis != null || config != null;
    }

    /** Throws if a service is named and stores are, too: one of both would be left aside. */
    final void refuseStoresBeside(@Nullable String pid) {
        if (pid != null && namesStores()) {
            throw refused("a service goes with no --home, --redis or --config; name the one or the other");
        }
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
            properties.put("reprise.tiers.disk", ON);
        }
        if (redis != null) {
            properties.put("reprise.tiers.redis", ON);
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
