package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspendShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "suspended | class dev.reprise.clients.kotlin.Answer",
                "deep      | class java.lang.Integer",
                "generic   | java.util.List<? extends T>",
                "scored    | class dev.reprise.clients.kotlin.Score",
                "nothing   | class java.lang.String",
            })
    void itHoldsWhatTheFunctionDeclares(String method, String held) {
        SuspendShape shape = shape(method);

        assertThat(shape.held()).hasToString(held);
        assertThat(shape.refusal()).isNull();
    }

    @Test
    void theContinuationIsTheLastArgument() {
        assertThat(shape("defaults").argument()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit", "prompt", "result"})
    void whatHasNothingOrTwoFormsToKeepIsRefused(String method) {
        assertThat(shape(method).refusal()).isNotNull();
    }

    @Test
    void otherMethodsAreNoSuspendFunctions() throws Exception {
        assertThat(SuspendShape.of(String.class.getMethod("trim"), FieldAccess.NONE))
                .isNull();
        assertThat(SuspendShape.of(Continuation.class.getMethod("resumeWith", Object.class), FieldAccess.NONE))
                .isNull();
        assertThat(SuspendShape.of(Continuation.class.getMethod("getContext"), FieldAccess.NONE))
                .isNull();
    }

    @Test
    void aStateWhoseHighestBitIsSetGoesOn() {
        State state = new State();
        SuspendShape shape = shape("atOnce");

        state.label = 1;
        assertThat(shape.isResumption(new Object[] {"hi", state})).isFalse();
        assertThat(shape.doubt(new Object[] {"hi", state})).isNull();
        state.label |= Integer.MIN_VALUE;
        assertThat(shape.isResumption(new Object[] {"hi", state})).isTrue();
    }

    @Test
    void ofAStateWithoutALabelNothingCanBeTold() {
        SuspendShape shape = shape("atOnce");

        assertThat(shape.isResumption(new Object[] {"hi", new Renamed()})).isFalse();
        assertThat(shape.doubt(new Object[] {"hi", new Renamed()})).contains("Renamed calls it");
        assertThat(shape.doubt(new Object[] {"hi", null})).isEqualTo("its continuation is null");
    }

    @Test
    void anyOtherContinuationBegins() {
        Continuation<Object> other = new Continuation<>() {
            @Override
            public CoroutineContext getContext() {
                return EmptyCoroutineContext.INSTANCE;
            }

            @Override
            public void resumeWith(Object result) {}
        };

        assertThat(shape("atOnce").isResumption(new Object[] {"hi", other})).isFalse();
        assertThat(shape("atOnce").doubt(new Object[] {"hi", other})).isNull();
    }

    @Test
    void aDeepRecursionIsUnwoundWithoutAStack() throws Exception {
        Told told = new Told();
        List<Object> end = new ArrayList<>();
        Continuation<Object> at = root(end);
        for (int i = 0; i < 20_000; i++) {
            at = recorded(new Going(at), told);
        }

        at.resumeWith("answer");

        assertThat(end).containsExactly("answer");
        assertThat(told.answers).isEqualTo(20_000);
    }

    @Test
    void whatIsResumedMeanwhileIsResumedAtOnce() throws Exception {
        Told told = new Told();
        List<Object> end = new ArrayList<>();
        Continuation<Object> other = recorded(root(end), told);
        Continuation<Object> at = recorded(root(end), told);
        State resuming = new State(at) {
            @Override
            protected Object invokeSuspend(Object result) {
                other.resumeWith("meanwhile");
                end.add("resumed");
                return result;
            }
        };

        recorded(resuming, told).resumeWith("answer");

        assertThat(end).containsExactly("meanwhile", "resumed", "answer");
        assertThat(told.answers).isEqualTo(3);
    }

    @Test
    void whatTheLastOneThrowsReachesWhoResumesTheFirst() throws Exception {
        Told told = new Told();
        Continuation<Object> throwing = new Root() {
            @Override
            public void resumeWith(Object result) {
                throw new IllegalStateException("own " + result);
            }
        };
        Continuation<Object> first = recorded(new Going(recorded(new Going(throwing), told)), told);
        List<Object> end = new ArrayList<>();

        assertThatThrownBy(() -> first.resumeWith("answer")).hasMessage("own answer");
        recorded(new Going(root(end)), told).resumeWith("next");

        assertThat(end).containsExactly("next");
        assertThat(told.answers).isEqualTo(3);
    }

    @SuppressWarnings("unchecked")
    private static Continuation<Object> recorded(Continuation<Object> caller, Recording recording) throws Exception {
        return (Continuation<Object>)
                shape("atOnce").suspend(new Object[] {"hi", caller}, recording).continuation();
    }

    private static Continuation<Object> root(List<Object> end) {
        return new Root() {
            @Override
            public void resumeWith(Object result) {
                end.add(result);
            }
        };
    }

    private abstract static class Root implements Continuation<Object> {

        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }
    }

    private static final class Told implements Recording {

        private int answers;

        @Override
        public Object ended(Object answer, Throwable thrown) {
            answers++;
            return answer;
        }

        @Override
        public Parts parts() {
            throw new AssertionError();
        }

        @Override
        public void refused(String reason) {
            throw new AssertionError(reason);
        }
    }

    private static SuspendShape shape(String name) {
        Method method = Arrays.stream(Assistant.class.getDeclaredMethods())
                .filter(each -> each.getName().split("-")[0].equals(name) && !each.isSynthetic())
                .findFirst()
                .orElseThrow();
        return SuspendShape.of(method, FieldAccess.NONE);
    }

    /** As the compiler makes it. */
    private static class State extends ContinuationImpl {
        int label;

        State() {
            super(null);
        }

        State(Continuation<Object> completion) {
            super(completion);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            return result;
        }
    }

    /** Returns what it is resumed with. */
    private static final class Going extends State {

        Going(Continuation<Object> completion) {
            super(completion);
        }
    }

    /** As a tool makes it that changes names. */
    private static final class Renamed extends ContinuationImpl {
        int a;

        Renamed() {
            super(null);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            return result;
        }
    }
}
