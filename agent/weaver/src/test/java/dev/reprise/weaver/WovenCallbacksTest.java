package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.gate.RepriseGate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WovenCallbacksTest {

    private final HostLoader host =
            new HostLoader(true, List.of(rule("tell", 1), rule("both", 0), rule("leavesEarly", 1), rule("locked", 0)));
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    private static MethodRule rule(String method, int argument) {
        return HostLoader.rule(
                "dev.reprise.weaver.fixture.Callbacks#" + method,
                new CallbackRule(argument, List.of(), List.of(), false, SourceLocation.whole("test")));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("tell", 1, new Object[] {7L, null}, null, List.of("7.0", "7.1")),
                Arguments.of("both", 0, new Object[] {null, 1.5}, 3.0, List.of("later 1.5")),
                Arguments.of("leavesEarly", 1, new Object[] {true, null}, null, List.of()),
                Arguments.of("leavesEarly", 1, new Object[] {false, null}, null, List.of("late")),
                Arguments.of("locked", 0, new Object[] {null}, "done", List.of("locked")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theBodyCallsBackWhatTheHandlerPutInItsPlace(
            String method, int callback, Object[] arguments, Object result, List<String> calls) throws Exception {
        List<Object> ends = new ArrayList<>();
        open(new Calling() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                Consumer<String> real = consumer(all[callback]);
                all[callback] = (Consumer<String>) text -> {
                    told.add("recorded " + text);
                    real.accept(text);
                };
                return "token";
            }

            @Override
            public Object exited(Object token, Object answer, Throwable thrown) {
                ends.add(Arrays.asList(token, answer, thrown));
                return answer;
            }
        });

        Object answer = invoke(method, callback, arguments);

        assertThat(answer).isEqualTo(result);
        assertThat(told)
                .containsExactlyElementsOf(calls.stream()
                        .flatMap(each -> Stream.of("recorded " + each, each))
                        .toList());
        assertThat(ends).containsExactly(Arrays.asList("token", result, null));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aReplayRunsInsteadOfTheBody(String method, int callback, Object[] arguments, Object result, List<String> calls)
            throws Exception {
        open(new Calling() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                Consumer<String> real = consumer(all[callback]);
                return (Callable<Object>) () -> {
                    real.accept("replayed");
                    return result;
                };
            }
        });
        int runs = runs();

        assertThat(invoke(method, callback, arguments)).isEqualTo(result);

        assertThat(told).containsExactly("replayed");
        assertThat(runs()).isEqualTo(runs);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void withoutATokenTheArgumentIsTheCallers(
            String method, int callback, Object[] arguments, Object result, List<String> calls) throws Exception {
        open(new Calling() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                all[callback] = "of a wrong type, so that nothing came of the entry";
                return "token";
            }
        });

        assertThat(invoke(method, callback, arguments)).isEqualTo(result);

        assertThat(told).isEqualTo(calls);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aClosedGateChangesNothing(String method, int callback, Object[] arguments, Object result, List<String> calls)
            throws Exception {
        assertThat(invoke(method, callback, arguments)).isEqualTo(result);

        assertThat(told).isEqualTo(calls);
        assertThat(host.woven).contains("Callbacks");
    }

    @Test
    void whatAReplayThrowsReachesTheCallerAndTheBodyDoesNotRun() throws Exception {
        open(new Calling() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                return (Callable<Object>) () -> {
                    throw new java.io.IOException("of the callback");
                };
            }
        });
        int runs = runs();

        assertThatThrownBy(() -> invoke("tell", 1, new Object[] {7L, null}))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("of the callback");
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void codeOfTheHostInAReplayIsNotInsideTheHandler() throws Exception {
        List<String> entered = new ArrayList<>();
        open(new Calling() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                entered.add(woven.method().getName());
                return woven.method().getName().equals("tell")
                        ? (Callable<Object>) () -> invoke("locked", 0, new Object[] {null})
                        : null;
            }
        });

        invoke("tell", 1, new Object[] {7L, null});

        assertThat(entered).containsExactly("tell", "locked");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aReplayAnswersInPlaceOfWhatTheBodyThrew(
            String method, int callback, Object[] arguments, Object result, List<String> calls) throws Exception {
        open(new Failing(callback, () -> {
            told.add("instead");
            return result;
        }));

        assertThat(invoke(method, callback, arguments)).isEqualTo(result);

        assertThat(told).isEqualTo(calls.isEmpty() ? List.of() : List.of("instead"));
    }

    @Test
    void whatAReplayInPlaceOfAFailureThrowsReachesTheCaller() throws Exception {
        open(new Failing(1, () -> {
            throw new java.io.IOException("of the callback");
        }));

        assertThatThrownBy(() -> invoke("tell", 1, new Object[] {7L, null}))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("of the callback");
    }

    @Test
    void withoutAReplayTheFailureReachesTheCaller() throws Exception {
        open(new Failing(1, /* replay= */ null));

        assertThatThrownBy(() -> invoke("tell", 1, new Object[] {7L, null})).hasMessage("of the body");
        assertThatThrownBy(() -> invoke("tell", 1, new Object[] {7L, null})).hasMessage("of the body");
    }

    /** Lets bodies fail that call back, and has something to answer in their place. */
    private static final class Failing extends Calling {

        private final int callback;
        private final Callable<Object> replay;

        Failing(int callback, Callable<Object> replay) {
            this.callback = callback;
            this.replay = replay;
        }

        @Override
        public Object entered(WovenMethod woven, Object receiver, Object[] all) {
            all[callback] = (Consumer<String>) text -> {
                throw new IllegalStateException("of the body");
            };
            return "token";
        }

        @Override
        public Object exited(Object token, Object result, Throwable thrown) {
            return thrown == null ? result : replay;
        }
    }

    @Test
    void anArgumentThatCannotBeCalledBackIsSaid() throws Exception {
        HostLoader other = new HostLoader(true, List.of(rule("tell", 0), rule("locked", 1)));

        other.fixture("Callbacks");

        assertThat(other.warnings)
                .containsExactlyInAnyOrder(
                        "reprise.yaml:3:5: dev.reprise.weaver.fixture.Callbacks#tell(long, java.util.function.Consumer) is not"
                                + " cached: callback.argument: argument 0 is of type long, which has no methods to call"
                                + " back",
                        "reprise.yaml:3:5: dev.reprise.weaver.fixture.Callbacks#locked(java.util.function.Consumer) is not"
                                + " cached: callback.argument: it has no argument 1; write 0 to 0");
    }

    @Test
    void aMethodThatReturnsNothingIsToldWhatMayBeItsCallback() throws Exception {
        HostLoader other = new HostLoader("dev.reprise.weaver.fixture.Callbacks#tell");

        other.fixture("Callbacks");

        assertThat(other.warnings)
                .singleElement()
                .asString()
                .endsWith("or say which argument it hands its answer to, such as `callback: { argument: 1, ends:"
                        + " [onComplete], fails: [onError] }`");
    }

    /** What the agent's part does, which for the replay is done without the guard. */
    private abstract static class Calling implements CallHandler {

        @Override
        public Object exited(Object token, Object result, Throwable thrown) {
            return result;
        }
    }

    private void open(CallHandler handler) {
        RepriseGate.install(new EngineGate(host.rules, () -> handler));
    }

    @SuppressWarnings("unchecked")
    private static Consumer<String> consumer(Object argument) {
        return (Consumer<String>) argument;
    }

    private Object invoke(String name, int callback, Object[] arguments) throws Exception {
        Class<?> type = host.fixture("Callbacks");
        Object[] all = arguments.clone();
        all[callback] = (Consumer<String>) told::add;
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(type.getConstructor().newInstance(), all);
                } catch (InvocationTargetException thrown) {
                    if (thrown.getTargetException() instanceof Exception exception) {
                        throw exception;
                    }
                    throw thrown;
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    private int runs() throws Exception {
        return host.fixture("Callbacks").getField("runs").getInt(null);
    }
}
