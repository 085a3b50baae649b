package dev.reprise.weaver.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.gate.RepriseGate;
import dev.reprise.weaver.classfile.ClassFile;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.fixture.Joiner;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplacedArgumentsTest {

    private final List<Object> ends = new ArrayList<>();

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    @Test
    void theBodyGetsWhatWasPutInTheirPlace() throws Exception {
        open(arguments -> {
            arguments[0] = 9L; // Not one of those that may be replaced.
            arguments[1] = List.of("replaced");
            arguments[3] = new String[] {"too"};
            return "token";
        });

        assertThat(join(1L, List.of("a", "b"), 2.5, new String[] {"c"})).isEqualTo("1replaced2.5too");
        assertThat(ends).containsExactly(Arrays.asList("token", "1replaced2.5too", null));
    }

    @Test
    void thoseThatWereLeftAreTheCallers() throws Exception {
        open(arguments -> "token");

        assertThat(join(1L, List.of("a", "b"), 2.5, new String[] {"c"})).isEqualTo("1a+b2.5c");
    }

    @Test
    void oneOfAWrongTypeReplacesNone() throws Exception {
        open(arguments -> {
            arguments[1] = List.of("replaced");
            arguments[3] = "no array";
            return "token";
        });

        assertThat(join(1L, List.of("a", "b"), 2.5, new String[] {"c"})).isEqualTo("1a+b2.5c");
        assertThat(ends).isEmpty();
    }

    @Test
    void anAnswerThatIsHeldSkipsTheBody() throws Exception {
        open(arguments -> new AtomicReference<>("held"));

        assertThat(join(1L, List.of(), 2.5, new String[0])).isEqualTo("held");
        assertThat(ends).isEmpty();
    }

    @Test
    void whatReplacesAnArgumentIsTheMethodsOwnToChange() throws Exception {
        open(arguments -> {
            arguments[0] = "four";
            return "token";
        });

        Class<?> type = woven();
        Object joiner = type.getConstructor().newInstance();

        assertThat(type.getMethod("length", String.class).invoke(joiner, "a")).isEqualTo(5);
    }

    private interface Entry {
        Object enter(Object[] arguments);
    }

    private void open(Entry entry) {
        RepriseGate.install(new RepriseGate() {
            @Override
            protected Object entered(Class<?> owner, int index, String plan, Object receiver, Object[] arguments) {
                return entry.enter(arguments);
            }

            @Override
            protected Object exited(Object token, Object result, Throwable thrown) {
                ends.add(Arrays.asList(token, result, thrown));
                return result;
            }
        });
    }

    private static Object join(Object... arguments) throws Exception {
        return woven().getMethod("join", long.class, List.class, double.class, String[].class)
                .invoke(null, arguments);
    }

    private static Class<?> woven() throws Exception {
        String name = Joiner.class.getName();
        byte[] original;
        try (InputStream in = Joiner.class.getResourceAsStream("Joiner.class")) {
            original = in.readAllBytes();
        }
        Map<String, List<Integer>> replaceable = Map.of("join", List.of(1, 3), "length", List.of(0));
        List<Weaving> weavings = new ArrayList<>();
        for (ClassMethod method : ClassFile.of(original).methods()) {
            if (replaceable.containsKey(method.name())) {
                weavings.add(new Weaving(
                        method.name(),
                        method.descriptor(),
                        method.maxLocals(),
                        weavings.size(),
                        "plan",
                        replaceable.get(method.name()),
                        /* replays= */ false,
                        /* repeats= */ true,
                        /* evicts= */ false));
            }
        }
        byte[] bytes = ClassWeaver.weave(original, weavings);
        return new ClassLoader(Joiner.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(name, bytes, 0, bytes.length);
            }
        }.define();
    }
}
