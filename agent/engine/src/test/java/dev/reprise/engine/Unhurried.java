package dev.reprise.engine;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations of services on a machine that is busy with other tests, which must not be taken for one with a slow disk. */
public final class Unhurried {

    /** By which such a machine has time for its disk. */
    static final Map<String, String> PROPERTIES = Map.of("reprise.tiers.disk.timeout", "60s");

    private Unhurried() {}

    /**
     * Reads a file.
     *
     * @param folder where the service runs
     */
    public static Configuration load(Path file, Path folder) throws ConfigurationException {
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(PROPERTIES, Map.of(), folder.toFile()), List.of());
    }
}
