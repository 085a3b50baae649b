package dev.reprise.agent;

import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.standing.Standings;
import dev.reprise.engine.standing.Switch;
import dev.reprise.engine.thread.DaemonThread;
import dev.reprise.weaver.CallHandler;
import dev.reprise.weaver.EngineGate;
import dev.reprise.weaver.Weaver;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Makes the engine at the first call of a woven method, or when somebody asks for it, and what belongs to it: the first
 * threads of the agent begin then. Thread-safe.
 */
final class EngineSupplier implements Supplier<CallHandler> {

    private final @Nullable String argument;
    private final ProcessContext context;
    private final Configuration configuration;
    private final Instrumentation instrumentation;
    private @Nullable EarlierScopes earlier;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Weaver weaver;
    private volatile @Nullable Engine engine;

    /** Whether methods may ask. */
    private volatile boolean open;

    private @Nullable Standings standings;
    private @Nullable Reload reload;
    private @Nullable ExitHook exit;

    /**
     * @param argument the agent's, which may name the configuration
     * @param context what the JVM was started with
     * @param configuration what was made of these
     * @param earlier what is in force that no engine was told of; null if nothing is
     */
    EngineSupplier(
            @Nullable String argument,
            ProcessContext context,
            Configuration configuration,
            Instrumentation instrumentation,
            @Nullable EarlierScopes earlier) {
        this.argument = argument;
        this.context = context;
        this.configuration = configuration;
        this.instrumentation = instrumentation;
        this.earlier = earlier;
        this.open = configuration.mode() != Mode.OFF;
    }

    /**
     * Names what is in force that no engine was told of, as far as it is known by now.
     *
     * @param scopes null if nothing is
     */
    synchronized void cameAfter(@Nullable EarlierScopes scopes) {
        Engine made = engine;
        earlier = scopes;
        if (made != null && scopes != null) {
            made.cameAfter(scopes);
        }
    }

    /** Names what ends the engine, which waits for the host's own hooks if there is one. */
    synchronized void exit(ExitHook hook) {
        exit = hook;
        if (engine != null) {
            hook.waitForHost();
        }
    }

    /** Names the weaver, whose woven methods ask no more when the mode of everything is off. */
    void weaver(Weaver installed) {
        weaver = installed;
    }

    /** Returns the weaver; null while it is being installed. */
    @Nullable
    Weaver weaver() {
        return weaver;
    }

    Configuration configuration() {
        return configuration;
    }

    @Override
    public CallHandler get() {
        return new EngineHandler(engine());
    }

    /** Returns the engine. */
    synchronized Engine engine() {
        Engine made = engine;
        if (made == null) {
            made = new Engine(
                    configuration,
                    standings(),
                    new InstrumentedAccess(instrumentation),
                    InstantSource.system(),
                    System::nanoTime,
                    EngineGate::inside);
            if (earlier != null) {
                made.cameAfter(earlier);
            }
            engine = made;
            if (exit != null) {
                exit.waitForHost();
            }
            beginIfOpen(made);
        }
        return made;
    }

    /** Without calls, as long as the mode of everything is off, an engine only hears whose tenants are in force. */
    private void beginIfOpen(Engine made) {
        if (open && begun.compareAndSet(false, true)) {
            begin(made);
        }
    }

    /** Now that calls are made, the host has come so far that it has its own way to log and to be managed. */
    private void begin(Engine made) {
        made.warm();
        if (configuration.audit().effects()) {
            start("reprise-effects", new EffectEvents(made.seenEffects()));
        }
        if (configuration.reload() && ConfigurationLoader.file(argument, context) != null) {
            start("reprise-reload", reload());
        }
        if (configuration.jmx()) {
            start("reprise-jmx", this::showInJmx);
        }
    }

    /** Each for itself: calls are answered without it, and the others may do. */
    private static void start(String name, Runnable action) {
        try {
            DaemonThread.of(name, action).start();
        } catch (Throwable noThread) { // Or the memory for one.
            Agent.say(Level.WARN, "the thread " + name + " cannot be started: " + noThread);
        }
    }

    private void showInJmx() {
        try {
            Running.show(this);
        } catch (Exception | LinkageError refused) {
            String why = refused instanceof IllegalStateException ? refused.getMessage() : refused.toString();
            Agent.say(Level.WARN, "jmx: the bean cannot be registered: " + why);
        }
    }

    /** Returns what reads the configuration again. */
    synchronized Reload reload() {
        Reload made = reload;
        if (made == null) {
            made = new Reload(argument, context, configuration, standings(), this::logLevelChanged);
            reload = made;
        }
        return made;
    }

    private void logLevelChanged() {
        Engine made = engine;
        if (made != null) {
            made.logLevelChanged();
        }
    }

    /** Returns how far methods go. */
    synchronized Standings standings() {
        Standings made = standings;
        if (made == null) {
            made = new Standings(configuration, new Gate());
            standings = made;
        }
        return made;
    }

    /** That of the weaver, once it is installed. */
    private final class Gate implements Switch {

        @Override
        public void open(boolean isOpen) {
            open = isOpen;
            Weaver installed = weaver;
            if (installed != null) {
                installed.open(isOpen);
            }
        }

        /** Calls are answered without it, and whoever opens has what he wanted. */
        @Override
        public void opened() {
            Engine made = engine;
            try {
                if (made != null) {
                    beginIfOpen(made);
                }
            } catch (Throwable failure) {
                Agent.say(
                        Level.WARN,
                        "what goes on beside calls, such as to watch the file, cannot be begun before the next start: "
                                + failure);
            }
        }

        @Override
        public List<EvictRule> unheard() {
            Weaver installed = weaver;
            return installed == null ? List.of() : installed.evicting();
        }

        @Override
        public Set<String> evict(List<EvictRule> rules) {
            return EngineSupplier.this.evict(rules);
        }
    }

    /**
     * Weaves the methods, or takes out again what was woven into them.
     *
     * @return how many classes were changed
     */
    int weave(boolean wanted) {
        Weaver installed = weaver;
        if (installed == null) {
            return 0;
        }
        boolean begins = wanted && !installed.isWoven();
        if (begins) {
            evictMeanwhile(installed);
        }
        int changed = installed.weave(wanted);
        if (begins) {
            evict(installed.evicting());
        }
        return changed;
    }

    /** Nobody has heard of calls that make entries stale while no method asked: all that they could have is evicted. */
    private void evictMeanwhile(Weaver installed) {
        Set<String> evicted = evict(installed.evicting());
        if (!evicted.isEmpty()) {
            Agent.say(Level.INFO, "evicted what calls could have made stale meanwhile: " + String.join(", ", evicted));
        }
    }

    /** Returns what was evicted. */
    private Set<String> evict(List<EvictRule> rules) {
        Set<String> evicted = new TreeSet<>();
        for (EvictRule each : rules) {
            for (String scope : each.scopes()) {
                if (evicted.add("scope " + scope)) {
                    engine().evict(Kind.SCOPE, scope);
                }
            }
            for (String tag : each.tags()) {
                if (evicted.add("tag " + tag)) {
                    engine().evict(Kind.TAG, tag);
                }
            }
        }
        return evicted;
    }

    /** Returns the engine, or null if no woven method was called yet. */
    @Nullable
    Engine started() {
        return engine;
    }
}
