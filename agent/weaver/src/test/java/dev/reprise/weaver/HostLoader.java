package dev.reprise.weaver;

import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.weaver.classfile.MethodAnnotation;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import dev.reprise.weaver.transform.WeavingTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Stands for an application's loader in a JVM with the agent: defines the fixtures anew, after the transformer. */
final class HostLoader extends ClassLoader {

    static final String FIXTURES = "dev.reprise.weaver.fixture.";

    final RuleTable rules;
    final ClassMatcher matcher;
    private final WeavingTransformer transformer;
    private final boolean api;
    final List<String> woven = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    HostLoader(String... patterns) {
        this(
                true,
                Stream.of(patterns).map(pattern -> rule(pattern, (String) null)).toList());
    }

    HostLoader(boolean api, List<MethodRule> rules) {
        super(HostLoader.class.getClassLoader());
        this.api = api;
        this.rules = new RuleTable(rules);
        this.matcher = new ClassMatcher(this.rules, HostLoader::annotated, warnings::add);
        this.transformer = new WeavingTransformer(matcher, () -> {});
    }

    static MethodRule rule(String pattern, String client) {
        return rule(pattern, client, null, null);
    }

    static MethodRule rule(String pattern, CallbackRule callback) {
        return rule(pattern, null, callback, null);
    }

    static MethodRule rule(String pattern, BatchRule batch) {
        return rule(pattern, null, null, batch);
    }

    private static MethodRule rule(String pattern, String client, CallbackRule callback, BatchRule batch) {
        return new MethodRule(
                MethodPattern.parse(pattern),
                new SourceLocation("reprise.yaml", 3, 5),
                client,
                /* catalogued= */ client,
                /* asked= */ true,
                Mode.ON,
                "default",
                null,
                Set.of(),
                null,
                List.of(),
                100,
                /* perTenant= */ false,
                /* tenant= */ null,
                List.of(),
                List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                List.of(),
                callback,
                batch,
                /* pace= */ null,
                /* ttlFrom= */ null,
                /* usage= */ null,
                /* singleFlight= */ null,
                /* evicts= */ null,
                /* shadow= */ null,
                /* stale= */ null,
                /* negative= */ null);
    }

    private static MethodRule annotated(String method, MethodAnnotation annotation) {
        return new MethodRule(
                MethodPattern.parse(method),
                SourceLocation.whole("@Cached"),
                null,
                /* catalogued= */ null,
                /* asked= */ true,
                Mode.ON,
                annotation.scope(),
                null,
                Set.copyOf(annotation.tags()),
                annotation.version(),
                List.of(),
                annotation.rollout(),
                /* perTenant= */ false,
                /* tenant= */ null,
                List.of(),
                List.of(),
                /* admit= */ null,
                /* temperature= */ List.of(),
                /* deterministicOnly= */ null,
                List.of(),
                /* callback= */ null,
                /* batch= */ null,
                /* pace= */ null,
                /* ttlFrom= */ null,
                /* usage= */ null,
                /* singleFlight= */ null,
                /* evicts= */ null,
                /* shadow= */ null,
                /* stale= */ null,
                /* negative= */ null);
    }

    Class<?> fixture(String simpleName) throws ClassNotFoundException {
        return Class.forName(FIXTURES + simpleName, true, this);
    }

    @Override
    public java.net.URL getResource(String name) {
        return !api && name.equals("dev/reprise/api/Cached.class") ? null : super.getResource(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(FIXTURES) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return define(name, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    Class<?> define(String name, byte[] original) {
        byte[] changed = transformer.transform(this, name.replace('.', '/'), null, null, original);
        if (changed != null) {
            woven.add(name.substring(name.lastIndexOf('.') + 1));
        }
        byte[] bytes = changed == null ? original : changed;
        return defineClass(name, bytes, 0, bytes.length);
    }
}
