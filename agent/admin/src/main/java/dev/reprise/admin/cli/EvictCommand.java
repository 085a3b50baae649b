package dev.reprise.admin.cli;

import dev.reprise.admin.EvictionWish;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.tier.Depot;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Evicts entries, by a service that runs, or in stores. */
@Command(
        name = "evict",
        description =
                "Evicts entries: by a service, from memory, disk and Redis, or in a store without one; for all services"
                        + " that share them.",
        footer = {"", "Example: evict tag:chat --pid 4711", "         evict tenant:acme --home /var/cache/reprise"})
final class EvictCommand extends StoreCommand {

    @Parameters(
            paramLabel = "WHAT",
            description = "all, key:KEY, tag:NAME, scope:NAME, method:TYPE#NAME or tenant:NAME.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LiveOption live;

    EvictCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        refuseStoresBeside(live.pid);
        if (live.pid == null && namesStores()) {
            return super.run();
        }
        try (LiveJvm jvm = LiveJvm.of(live.pid, context())) {
            return LiveCommand.say(this, jvm, jvm.text("evict", what, Reaches.ORIGIN));
        } catch (NoService none) {
            throw new IOException(
                    none.getMessage() + "; without one, name the store: --home DIR, --redis URI or --config FILE",
                    none);
        }
    }

    @Override
    boolean run(List<Depot> stores) throws IOException, ConfigurationException {
        EvictionWish wish;
        try {
            wish = EvictionWish.parse(what);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
        for (Depot store : stores) {
            wish.grant(store);
        }
        // Under another namespace nothing would be, and nobody would notice.
        String done =
                "evicted " + wish.what() + ", of namespace \"" + configuration().namespace() + "\"";
        if (json()) {
            console().json(json -> json.writeStringField("done", done));
        } else {
            stores.forEach(store -> console().out().println(done + " in " + store.place()));
        }
        return true;
    }
}
