package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.exchange.Depots;
import dev.reprise.engine.tier.Depot;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A command about stores: those of its options, or else those of the configuration. */
abstract class StoreCommand extends ConfiguredCommand {

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
        boolean all = home() == null && redis() == null;
        List<Depot> stores = new ArrayList<>();
        File directory = loaded.home();
        if (home() != null || (all && loaded.disk().enabled() && directory != null)) {
            if (all && loaded.redis() != null && directory != null && !directory.exists()) {
                console().err().println(directory + " is not there and is left out");
            } else {
                stores.add(Depots.disk(loaded));
            }
        }
        if (loaded.redis() != null && (redis() != null || all)) {
            stores.add(Depots.redis(loaded));
        }
        if (stores.isEmpty()) {
            throw new IOException("which store? Name it with --home DIR or --redis URI, or in a configuration");
        }
        return stores;
    }
}
