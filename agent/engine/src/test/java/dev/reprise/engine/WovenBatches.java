package dev.reprise.engine;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.config.Configuration;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import reactor.core.publisher.Mono;

/** A service with methods that take many items, called as if they were woven. */
final class WovenBatches {

    /** The methods. They are called by nobody but the engine: what they do is told at each call. */
    @SuppressWarnings({"unused", "unchecked"})
    static final class Service {

        String model;
        /** What a method that is called does, as it is woven. */
        private transient Body woven;

        Service(String model) {
            this.model = model;
        }

        List<float[]> embed(List<String> texts) throws Exception {
            return (List<float[]>) woven.answer(new Object[] {texts});
        }

        float[][] embedAll(int dimensions, String... texts) throws Exception {
            return (float[][]) woven.answer(new Object[] {dimensions, texts});
        }

        double[] score(long[] numbers) throws Exception {
            return (double[]) woven.answer(new Object[] {numbers});
        }

        CompletableFuture<List<float[]>> embedLater(List<String> texts) throws Exception {
            return (CompletableFuture<List<float[]>>) woven.answer(new Object[] {texts});
        }

        Future<List<float[]>> embedSometime(List<String> texts) throws Exception {
            return (Future<List<float[]>>) woven.answer(new Object[] {texts});
        }

        Mono<List<float[]>> embedCold(List<String> texts) throws Exception {
            return (Mono<List<float[]>>) woven.answer(new Object[] {texts});
        }

        List<List<String>> tags(List<String> texts) throws Exception {
            return (List<List<String>>) woven.answer(new Object[] {texts});
        }

        java.util.stream.Stream<float[]> stream(List<String> texts) throws Exception {
            return (java.util.stream.Stream<float[]>) woven.answer(new Object[] {texts});
        }

        Map<String, float[]> map(List<String> texts) throws Exception {
            return (Map<String, float[]>) woven.answer(new Object[] {texts});
        }

        List<float[]> embedOne(String text) throws Exception {
            return (List<float[]>) woven.answer(new Object[] {text});
        }
    }

    interface Body {
        Object answer(Object[] arguments) throws Exception;
    }

    final FixedClock clock = new FixedClock();
    /** What each real call was about. */
    final List<List<String>> sent = new ArrayList<>();

    private final Path folder;
    private final List<Engine> opened = new ArrayList<>();
    private String head = "";
    Engine engine;

    WovenBatches(Path folder) throws Exception {
        this.folder = folder;
        open("");
    }

    /** Begins anew, with nothing in memory. */
    void open(String lines) throws Exception {
        if (engine != null) {
            engine.flush(); // Its end alone waits no longer than a service would.
            engine.close();
        }
        head = lines;
        engine = new Engine(load(""), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
    }

    void close() {
        opened.forEach(Engine::close);
    }

    private Configuration load(String methods) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, head + "\nhome: " + folder.resolve("home") + "\n" + methods);
        return Unhurried.load(file, folder);
    }

    CachedMethod method(String name, String... settings) throws Exception {
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return method(method, settings);
    }

    CachedMethod method(Method method, String... settings) throws Exception {
        String type = method.getDeclaringClass().getName();
        StringBuilder lines = new StringBuilder("methods:\n  - method: " + type + "#" + method.getName() + "\n");
        for (String setting : settings) {
            lines.append("    ").append(setting).append('\n');
        }
        Target target = new Target(method, type, List.of("arg0", "arg1"));
        return engine.method(target, load(lines.toString()).methods().get(0));
    }

    /** Does what a woven method does. */
    Object call(CachedMethod method, Object service, Body body, Object... arguments) throws Exception {
        if (service instanceof Service known) {
            known.woven = again -> call(method, service, body, again);
        }
        Object[] all = arguments.clone();
        Lookup found = engine.enter(method, service, all);
        if (found instanceof Hit hit) {
            return hit.value();
        }
        if (found instanceof Reduced reduced) {
            all[reduced.argument()] = reduced.others();
        }
        Object result;
        try {
            result = body.answer(all);
        } catch (Exception thrown) {
            Object instead = found instanceof Bypass ? null : exit(found, null, thrown);
            if (instead instanceof Hit hit) {
                return hit.value();
            }
            throw thrown;
        }
        if (found instanceof Lookup.Assembly assembly) {
            return engine.assembled(assembly, result);
        }
        Object handed = found instanceof Bypass ? result : exit(found, result, null);
        return handed == found && found instanceof Reduced reduced ? reduced.call() : handed;
    }

    private Object exit(Lookup found, Object result, Exception thrown) {
        return found instanceof Reduced reduced
                ? engine.exit(reduced, result, thrown)
                : engine.exit((Miss) found, result, thrown);
    }

    /** Calls {@code embed}. */
    List<float[]> embed(CachedMethod method, Object service, List<String> texts) throws Exception {
        @SuppressWarnings("unchecked")
        List<float[]> vectors = (List<float[]>) call(method, service, this::vectors, texts);
        return vectors;
    }

    /** What the provider answers to the texts in the last argument. */
    List<float[]> vectors(Object[] arguments) {
        List<String> texts = new ArrayList<>();
        for (Object text : (List<?>) arguments[arguments.length - 1]) {
            texts.add((String) text);
        }
        sent.add(texts);
        return vectorsOf(texts);
    }

    static List<float[]> vectorsOf(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(text -> vectors.add(vector(text)));
        return vectors;
    }

    static float[] vector(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        float[] vector = new float[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            vector[i] = bytes[i] / 3f;
        }
        return vector;
    }
}
