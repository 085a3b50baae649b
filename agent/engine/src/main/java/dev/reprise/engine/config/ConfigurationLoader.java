package dev.reprise.engine.config;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds, reads and checks the configuration.
 *
 * <p>Runs before the host's main method, so its way through a correct configuration has no lambda, regular expression,
 * formatted text or {@code +} between strings: the first of each costs a cold JVM some milliseconds, the first lambda more
 * than twenty.
 */
public final class ConfigurationLoader {

    private static final String NO_FILE = "no file";

    private ConfigurationLoader() {}

    /** Returns the file that {@link #load} reads; null if there is none. */
    public static @Nullable File file(@Nullable String agentArgument, ProcessContext context) {
        return new Lookup(context, new Problems()).file(agentArgument);
    }

    /**
     * Returns the configuration: of the file that the agent's argument, the system property {@code reprise.config} or the
     * environment variable {@code REPRISE_CONFIG} names, or of {@code reprise.yaml}, {@code reprise.yml} or
     * {@code reprise.json} in the working directory, or of none; with system properties and environment variables over it.
     *
     * @param agentArgument the path of a file, or null
     * @param context what the process was started with
     * @param catalogue the built-in clients
     * @throws ConfigurationException if anything is wrong; it tells everything that is
     */
    public static Configuration load(
            @Nullable String agentArgument, ProcessContext context, List<CatalogueSource> catalogue)
            throws ConfigurationException {
        Problems problems = new Problems();
        Document document = new Lookup(context, problems).find(agentArgument);
        String origin = document == null ? NO_FILE : document.name();
        Node.Mapping root = document == null ? null : DocumentReader.read(document, problems);
        if (root == null) {
            root = new Node.Mapping(SourceLocation.whole(origin));
        }
        Catalogue clients = Catalogue.read(catalogue, problems);
        Overrides overrides = new Overrides(root, clients.clients(), problems);
        overrides.apply(context);
        Configuration configuration =
                new ConfigurationBinder(context, problems).bind(root, origin, clients, overrides.overridden());
        problems.throwIfAny();
        return configuration;
    }
}
