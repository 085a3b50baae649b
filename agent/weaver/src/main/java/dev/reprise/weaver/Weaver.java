package dev.reprise.weaver;

import dev.reprise.engine.config.CataloguedRules;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.weaver.match.AnnotationRules;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import dev.reprise.weaver.transform.LoadedClasses;
import dev.reprise.weaver.transform.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The installed weaver.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Weaver {

    private final Instrumentation instrumentation;
    private final RuleTable table;
    private final ClassMatcher matcher;
    private final GateInstallation gate;
    private final WeavingTransformer transformer;
    private boolean open;
    private boolean woven = true;
    private final Object weaving = new Object();

    private Weaver(
            Instrumentation instrumentation,
            RuleTable table,
            ClassMatcher matcher,
            GateInstallation gate,
            WeavingTransformer transformer,
            boolean open) {
        this.instrumentation = instrumentation;
        this.table = table;
        this.matcher = matcher;
        this.gate = gate;
        this.transformer = transformer;
        this.open = open;
    }

    /**
     * Weaves the chosen methods of all classes, those that are loaded and those that will be. The gate is defined when
     * the first class matches, because opening {@code java.lang} costs a service without a match more than all the rest.
     *
     * @param instrumentation the JVM's hook
     * @param rules the user's rules
     * @param catalogue those of the built-in clients
     * @param annotations how to turn an annotation into a rule
     * @param engine makes the handler of calls; called at the first call of a woven method
     * @param open whether woven methods ask the handler at once
     * @return the weaver
     */
    public static Weaver install(
            Instrumentation instrumentation,
            List<MethodRule> rules,
            CataloguedRules catalogue,
            AnnotationRules annotations,
            Supplier<CallHandler> engine,
            boolean open) {
        // Loaded here, because a transformer that needs it while it is being loaded would run in a circle.
        ThreadLocalRandom.current();
        RuleTable table = new RuleTable(rules, catalogue);
        ClassMatcher matcher = new ClassMatcher(table, annotations, new Warnings());
        GateInstallation gate = new GateInstallation(instrumentation, table, engine, open);
        WeavingTransformer transformer = new WeavingTransformer(matcher, gate);
        Weaver weaver = new Weaver(instrumentation, table, matcher, gate, transformer, open);
        try {
            instrumentation.addTransformer(transformer, /* canRetransform= */ true);
            LoadedClasses.retransform(instrumentation, matcher);
        } catch (Throwable failure) {
            weaver.leave();
            throw failure;
        }
        return weaver;
    }

    /** Weaves nothing from here on, and lets what is woven ask nothing, because the agent could not start. */
    public synchronized void leave() {
        instrumentation.removeTransformer(transformer);
        woven = false;
        gate.open(false, false);
    }

    /** Lets woven methods ask the handler, or not: then each costs one read. */
    public synchronized void open(boolean wanted) {
        open = wanted;
        gate.open(open, woven);
    }

    /** Returns what calls of the methods that are chosen so far make stale. */
    public List<EvictRule> evicting() {
        return table.evicting();
    }

    /** Returns whether the methods of classes that are loaded are woven. */
    public synchronized boolean isWoven() {
        return woven;
    }

    /**
     * Takes the gate's calls out of all classes, or puts them back, in those that were loaded meanwhile as well. While they
     * are out, a method that still has them, because it runs or its class could not be changed, asks nothing.
     *
     * @param wanted whether methods are to be woven
     * @return how many classes were changed; 0 if they were so already
     */
    public int weave(boolean wanted) {
        synchronized (weaving) { // Not the lock of the gate, which is to close at once also while classes are changed.
            synchronized (this) {
                if (woven == wanted) {
                    return 0;
                }
                woven = wanted;
                gate.open(open, woven);
                transformer.remove(!wanted);
            }
            return transformer.retransform(instrumentation);
        }
    }

    private static final class Warnings implements Consumer<String> {

        @Override
        public void accept(String line) {
            // Looked up here, so that nothing of logging loads as long as there is nothing to say.
            LoggerFactory.getLogger(Weaver.class).warn("{}", line);
        }
    }

    /**
     * Returns a line for each of the user's rules that has found no method, with the nearest name that exists. It looks
     * at all loaded classes, so it is for the end of the JVM and for who asks.
     */
    public List<String> unmatched() {
        Set<String> names = new HashSet<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null
                    && type.getClassLoader() != Weaver.class.getClassLoader()
                    && type.getClassLoader() != ClassLoader.getPlatformClassLoader()
                    && !type.isArray()
                    && !type.getName().startsWith("dev.reprise.bootstrap.")) {
                names.add(type.getName());
            }
        }
        // Such as `java -version` under JAVA_TOOL_OPTIONS: nothing ran that could have had the methods.
        return names.isEmpty() ? List.of() : matcher.matches().unmatched(names);
    }
}
