package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.gate.RepriseGate;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WovenBodiesTest {

    private final HostLoader host = new HostLoader(
            "dev.reprise.weaver.fixture.Bodies#*",
            "dev.reprise.weaver.fixture.Bodies$Pair#joined(java.lang.String)",
            "dev.reprise.weaver.fixture.Bodies$Level#named",
            "dev.reprise.weaver.fixture.Bodies$Inner#inside");
    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("text", "ask", 3),
                call("yes", true),
                call("small", (byte) -3),
                call("letter", 'ä'),
                call("half", (short) 300),
                call("number", -7),
                call("wide", 1L << 40, 2.5, "abc", 4L),
                call("wide", 1L, 2.5, null, 4L),
                call("real", 1.5f),
                call("precise", 1.25, 2f),
                call("numbers", new int[] {1, 2}),
                call("table", (Object) new String[][] {{"a"}, {"b", "c"}}),
                call("ofClass", 5L, "x"),
                call("locked", "x"),
                call("sealed", "x"),
                call("nothing"),
                call("catching", "abcd"),
                call("catching", "a"),
                call("catching", ""),
                call("loopAtStart", 5),
                call("reassigned", "a", 1L, "c"),
                call("chosen", "b"));
    }

    private static Arguments call(String method, Object... arguments) {
        return Arguments.of(method, arguments);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aRepeatedCallIsAnsweredWithoutItsBody(String method, Object[] arguments) throws Exception {
        open(handler);
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        Object first = invoke(bodies, receiver, method, arguments);
        int runs = runs(bodies);
        Object second = invoke(bodies, receiver, method, arguments);

        assertThat(second).isEqualTo(first).isEqualTo(plain(method, arguments));
        assertThat(runs(bodies)).isEqualTo(runs);
        assertThat(handler.hits).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aClosedGateChangesNothing(String method, Object[] arguments) throws Exception {
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        Object result = invoke(bodies, receiver, method, arguments);

        assertThat(result).isEqualTo(plain(method, arguments));
        assertThat(host.woven).contains("Bodies");
        assertThat(handler.methods).isEmpty();
    }

    @Test
    void whatTheBodyThrowsReachesTheCallerAndTheHandler() throws Exception {
        open(handler);
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThatThrownBy(() -> invoke(bodies, receiver, "failing", "no"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");

        assertThat(handler.thrown).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(handler.entries).isEmpty();
    }

    @Test
    void recursionAsksForEachCall() throws Exception {
        open(handler);
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "recursive", 4)).isEqualTo(24);
        assertThat(invoke(bodies, receiver, "recursive", 5)).isEqualTo(120);

        assertThat(handler.misses)
                .containsExactly("recursive[1]", "recursive[2]", "recursive[3]", "recursive[4]", "recursive[5]");
        assertThat(handler.hits).containsExactly("recursive[4]");
    }

    @Test
    void recordsEnumsAndInnerClassesAreWoven() throws Exception {
        open(handler);
        Object pair = host.fixture("Bodies$Pair")
                .getConstructor(String.class, int.class)
                .newInstance("l", 2);
        Object level = host.fixture("Bodies$Level").getEnumConstants()[1];
        Object bodies = host.fixture("Bodies").getConstructor().newInstance();
        Object inner = host.fixture("Bodies$Inner").getConstructors()[0].newInstance(bodies);

        for (int i = 0; i < 2; i++) {
            assertThat(invoke(pair.getClass(), pair, "joined", "-")).isEqualTo("l-2");
            assertThat(invoke(level.getClass(), level, "named", "!")).isEqualTo("HIGH!");
            assertThat(invoke(inner.getClass(), inner, "inside", "x")).isEqualTo("x1");
        }

        assertThat(handler.hits).containsExactly("joined[-]", "named[!]", "inside[x]");
        assertThat(handler.receivers).contains(pair, level, inner);
    }

    @Test
    void anAnswerOfAnotherTypeIsNotServed() throws Exception {
        open(answering("no number"));
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "number", 3)).isEqualTo(3);
        assertThat(invoke(bodies, receiver, "text", "a", 1)).isEqualTo("no number");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aFailureInPlaceOfAnAnswerReachesTheCallerAsItIsAndTheBodyDoesNotRun(String method, Object[] arguments)
            throws Exception {
        Exception failure = new IOException("another's");
        open(new CallHandler() {
            @Override
            public Object entered(WovenMethod woven, Object self, Object[] given) {
                return failure;
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                return result;
            }
        });
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();
        int runs = runs(bodies);

        assertThatThrownBy(() -> invoke(bodies, receiver, method, arguments)).isSameAs(failure);

        assertThat(runs(bodies)).isEqualTo(runs);
    }

    @Test
    void noAnswerForAPrimitiveIsNotServed() throws Exception {
        open(answering(null));
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "number", 3)).isEqualTo(3);
        assertThat(invoke(bodies, receiver, "text", "a", 1)).isNull();
    }

    @Test
    void evenTheGateItselfCannotServeAWrongType() throws Exception {
        RepriseGate.install(new RepriseGate() {
            @Override
            protected Object entered(Class<?> owner, int index, String plan, Object receiver, Object[] arguments) {
                return new AtomicReference<>("no number");
            }

            @Override
            protected Object exited(Object token, Object result, Throwable thrown) {
                return result;
            }
        });
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "number", 3)).isEqualTo(3);
        assertThat(invoke(bodies, receiver, "wide", 1L, 1.0, "a", 1L)).isEqualTo(4L);
    }

    @Test
    void aFailingHandlerIsNotNoticed() throws Exception {
        open(new CallHandler() {
            @Override
            public Object entered(WovenMethod method, Object receiver, Object[] arguments) {
                if (method.method().getName().equals("number")) {
                    throw new StackOverflowError();
                }
                return "token";
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) throws Exception {
                throw new Exception("handler");
            }
        });
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "number", 3)).isEqualTo(3);
        assertThat(invoke(bodies, receiver, "text", "a", 1)).isEqualTo("a1");
        assertThatThrownBy(() -> invoke(bodies, receiver, "failing", "own")).hasMessage("own");
    }

    @Test
    void aWovenMethodThatTheHandlerCallsIsLeftAlone() throws Exception {
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();
        open(new CallHandler() {
            @Override
            public Object entered(WovenMethod method, Object self, Object[] arguments) throws Exception {
                return new AtomicReference<>("handled " + invoke(bodies, receiver, "text", "inner", 0));
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                return result;
            }
        });

        assertThat(invoke(bodies, receiver, "text", "outer", 1)).isEqualTo("handled inner0");
    }

    @Test
    void whatStandsForTheResultIsHandedOver() throws Exception {
        open(handingOver("instead"));
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "text", "a", 1)).isEqualTo("instead");
        assertThat(invoke(bodies, receiver, "number", 3)).isEqualTo(3);
    }

    @Test
    void whatStandsForTheResultButIsOfAnotherTypeIsNot() throws Exception {
        open(handingOver(new Object()));
        Class<?> bodies = host.fixture("Bodies");
        Object receiver = bodies.getConstructor().newInstance();

        assertThat(invoke(bodies, receiver, "text", "a", 1)).isEqualTo("a1");
    }

    private static CallHandler handingOver(Object instead) {
        return new CallHandler() {
            @Override
            public Object entered(WovenMethod method, Object receiver, Object[] arguments) {
                return "token";
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                return instead;
            }
        };
    }

    private void open(CallHandler to) {
        RepriseGate.install(new EngineGate(host.rules, () -> to));
    }

    private static CallHandler answering(Object answer) {
        return new CallHandler() {
            @Override
            public Object entered(WovenMethod method, Object receiver, Object[] arguments) {
                return new AtomicReference<>(answer);
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                return result;
            }
        };
    }

    private static Object plain(String method, Object... arguments) {
        dev.reprise.weaver.fixture.Bodies plain = new dev.reprise.weaver.fixture.Bodies();
        return invoke(plain.getClass(), plain, method, arguments);
    }

    private static int runs(Class<?> bodies) throws Exception {
        return bodies.getField("runs").getInt(null);
    }

    static Object invoke(Class<?> type, Object receiver, String name, Object... arguments) {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            throw WovenBodiesTest.<RuntimeException>sneaky(thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
