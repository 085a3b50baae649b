package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Method;
import java.util.Arrays;
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

    private static SuspendShape shape(String name) {
        Method method = Arrays.stream(Assistant.class.getDeclaredMethods())
                .filter(each -> each.getName().split("-")[0].equals(name) && !each.isSynthetic())
                .findFirst()
                .orElseThrow();
        return SuspendShape.of(method, FieldAccess.NONE);
    }

    /** As the compiler makes it. */
    private static final class State extends ContinuationImpl {
        int label;

        State() {
            super(null);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            return result;
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
