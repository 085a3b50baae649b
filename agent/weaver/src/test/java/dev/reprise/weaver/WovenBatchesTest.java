package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.gate.RepriseGate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WovenBatchesTest {

    private final HostLoader host =
            new HostLoader(true, List.of(rule("embed", 0), rule("score", 1), rule("careful", 0), rule("anything", 0)));

    private final List<Object> ends = new ArrayList<>();

    @BeforeEach
    void forget() throws Exception {
        asked().clear();
    }

    @AfterEach
    void closeGate() {
        RepriseGate.install(null);
    }

    private static MethodRule rule(String method, int argument) {
        return HostLoader.rule("dev.reprise.weaver.fixture.Embedder#" + method, new BatchRule(argument));
    }

    /** As a reduced call of the engine: by itself it makes the whole. */
    private record Token() implements UnaryOperator<Object> {

        @Override
        public Object apply(Object result) {
            List<Object> whole = new ArrayList<>(List.of("known"));
            whole.addAll((List<?>) result);
            return whole;
        }
    }

    private abstract static class Reducing implements CallHandler {

        @Override
        public Object entered(WovenMethod woven, Object receiver, Object[] all) {
            if (all[0] instanceof List<?> texts) {
                all[0] = new ArrayList<>(texts.subList(1, texts.size()));
            } else {
                all[1] = new int[] {2};
            }
            return new Token();
        }

        @Override
        public Object exited(Object token, Object result, Throwable thrown) throws Exception {
            return result instanceof List ? ((Token) token).apply(result) : new double[] {1, ((double[]) result)[0]};
        }
    }

    @Test
    void theBodyIsAskedAboutTheOthersAndTheCallerGetsTheWhole() throws Exception {
        open(new Reducing() {});
        List<String> texts = List.of("a", "b", "c");

        assertThat(invoke("embed", texts)).isEqualTo(List.of("known", "vector of b", "vector of c"));
        assertThat(invoke("score", 3L, new int[] {1, 2})).isEqualTo(new double[] {1, 6});

        assertThat(asked().get(0)).isEqualTo(List.of("b", "c"));
        assertThat(asked().get(1)).isEqualTo(new int[] {2});
    }

    @Test
    void anAnswerSkipsTheBody() throws Exception {
        open(new Reducing() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                return new AtomicReference<>(List.of("held"));
            }
        });

        assertThat(invoke("embed", List.of("a"))).isEqualTo(List.of("held"));
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatTheBodyThrowsIsTheCallers() throws Exception {
        open(new Reducing() {});

        assertThatThrownBy(() -> invoke("embed", List.of("a", "bad")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad");
    }

    @Test
    void aHandlerThatFailsAtTheEndHandsOverTheWholeAllTheSame() throws Exception {
        open(new Reducing() {
            @Override
            public Object exited(Object token, Object result, Throwable thrown) throws Exception {
                throw new Exception("in the handler");
            }
        });

        assertThat(invoke("embed", List.of("a", "b"))).isEqualTo(List.of("known", "vector of b"));
    }

    @Test
    void aGateThatIsTakenAwayMeanwhileLeavesTheWhole() throws Exception {
        open(new Reducing() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                Object token = super.entered(woven, receiver, all);
                RepriseGate.install(null);
                return token;
            }
        });

        assertThat(invoke("embed", List.of("a", "b"))).isEqualTo(List.of("known", "vector of b"));
    }

    @Test
    void aPartIsNeverHandedOverForTheWhole() throws Exception {
        open(new Reducing() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                super.entered(woven, receiver, all);
                return (UnaryOperator<Object>) result -> {
                    throw new IllegalStateException("in what stands for the call");
                };
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) throws Exception {
                throw new Exception("in the handler");
            }
        });

        assertThat(invoke("embed", List.of("a", "b"))).isNull();
    }

    /** Of which nothing can be made, so that the call of the caller is to be made. */
    private record Vain(Callable<Object> second) implements UnaryOperator<Object>, Callable<Object> {

        @Override
        public Object apply(Object result) {
            throw new IllegalStateException("in what stands for the call");
        }

        @Override
        public Object call() throws Exception {
            return second.call();
        }
    }

    private CallHandler repeating(Callable<Object> second) {
        return new Reducing() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                if (woven.name().contains("embed") && asking(all)) {
                    return null; // Below the method that is called.
                }
                super.entered(woven, receiver, all);
                return new Vain(second);
            }

            private boolean asking(Object[] all) {
                return ((List<?>) all[0]).size() == 1;
            }

            @Override
            public Object exited(Object token, Object result, Throwable thrown) {
                ends.add(thrown == null ? result : thrown);
                return token;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "careful", "anything"})
    void whatTheSecondCallReturnsIsTheCallers(String method) throws Exception {
        open(repeating(() -> List.of("of the second call")));

        assertThat(invoke(method, List.of("a", "b"))).isEqualTo(List.of("of the second call"));
        assertThat(asked()).containsExactly(List.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "careful", "anything"})
    void whatTheSecondCallThrowsIsTheCallersWhateverTheBodyCatches(String method) throws Exception {
        Exception failure = new Exception("checked");
        open(repeating(() -> {
            throw failure;
        }));

        assertThatThrownBy(() -> invoke(method, List.of("a", "b"))).isSameAs(failure);
        assertThat(ends).containsExactly(List.of("vector of b"));
    }

    @Test
    void whatTheBodyThrowsIsNotAskedForAgain() throws Exception {
        open(repeating(() -> List.of("of the second call")));

        assertThatThrownBy(() -> invoke("embed", List.of("a", "bad"))).hasMessage("bad");
        assertThat(invoke("careful", List.of("a", "bad"))).isEqualTo(List.of("of the second call"));
    }

    @Test
    void aHandlerThatFailsAtTheEndLeavesTheSecondCall() throws Exception {
        open(new Reducing() {
            @Override
            public Object entered(WovenMethod woven, Object receiver, Object[] all) {
                super.entered(woven, receiver, all);
                RepriseGate.install(null);
                return new Vain(() -> List.of("of the second call"));
            }
        });

        assertThat(invoke("embed", List.of("a", "b"))).isEqualTo(List.of("of the second call"));
    }

    @Test
    void anArgumentThatHoldsNoItemsIsSaid() throws Exception {
        HostLoader other = new HostLoader(true, List.of(rule("one", 0), rule("embed", 3)));

        other.fixture("Embedder");

        assertThat(other.warnings)
                .containsExactlyInAnyOrder(
                        "reprise.yaml:3:5: dev.reprise.weaver.fixture.Embedder#one(int) is not cached: batch.argument:"
                                + " argument 0 is of type int, which is one item",
                        "reprise.yaml:3:5: dev.reprise.weaver.fixture.Embedder#embed(java.util.List) is not cached:"
                                + " batch.argument: it has no argument 3; write 0 to 0");
    }

    private void open(CallHandler handler) {
        RepriseGate.install(new EngineGate(host.rules, () -> handler));
    }

    @SuppressWarnings("unchecked")
    private List<Object> asked() throws Exception {
        return (List<Object>) host.fixture("Embedder").getField("asked").get(null);
    }

    private Object invoke(String name, Object... arguments) throws Exception {
        Class<?> type = host.fixture("Embedder");
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(type.getConstructor().newInstance(), arguments);
                } catch (InvocationTargetException thrown) {
                    throw (Exception) thrown.getTargetException();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
