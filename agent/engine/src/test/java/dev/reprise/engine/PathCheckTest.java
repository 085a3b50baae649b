package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.adapter.Adapters;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathCheckTest {

    /** What a request has. */
    static class Base {
        String tenant;
    }

    static class Request extends Base {
        Metadata metadata;
        Metadata[] history;
        List<Metadata> all;
        Map<String, Metadata> byName;
        Optional<Metadata> one;
        Unknown unknown;
        transient String note;
    }

    record Metadata(String traceId, int attempt) {}

    abstract static class Unknown {
        String known;
    }

    abstract static class Service<T> {
        static final String SHARED = "x";
        String model;
        T open;

        String answer(Request request, String traceId) {
            return "";
        }

        static <E> String join(Object first, E[][] rest) {
            return "";
        }
    }

    static final class Closed extends Service<Request> {
        @Override
        String answer(Request request, String traceId) {
            return model;
        }
    }

    static class Loose {
        int size;

        <T extends Request> String generic(T request, Thread.State state) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this",
                "this.model",
                "request",
                "0",
                "traceId",
                "1",
                "request.tenant",
                "0.metadata.traceId",
                "0.history.attempt",
                "0.history[2].attempt",
                "0.all.anything",
                "0.byName.key.anything",
                "0.one.anything",
                "0.unknown.known",
                "0.unknown.subclassed",
                "0.note",
                "this.open.anything"
            })
    void whatIsThereOrMayBeThereIsFine(String path) {
        assertThat(check(Closed.class, "answer", "request", "traceId").problem(path))
                .isNull();
    }

    @Test
    void aMisspeltFieldIsNamedWithItsClassAndTheNearestName() {
        PathCheck check = check(Closed.class, "answer", "request", "traceId");

        assertThat(check.problem("request.metadta"))
                .isEqualTo(Request.class.getName()
                        + " has no field \"metadta\", unless a subclass has; the nearest is \"metadata\"");
        assertThat(check.problem("0.metadata.traceID.x"))
                .isEqualTo(Metadata.class.getName() + " has no field \"traceID\"; the nearest is \"traceId\"");
        assertThat(check.problem("0.history[0].zzz"))
                .isEqualTo(Metadata.class.getName() + " has no field \"zzz\"; its fields are traceId, attempt");
        assertThat(check.problem("this.nope"))
                .isEqualTo(Closed.class.getName() + " has no field \"nope\"; its fields are model, open");
        assertThat(check.problem("this.SHARED")).contains("has no field \"SHARED\"");
        assertThat(check.problem("traceId.length"))
                .isEqualTo("java.lang.String counts as a whole and has no field \"length\"");
        assertThat(check.problem("0.metadata.attempt.x")).startsWith("int counts as a whole");
        assertThat(check(Loose.class, "generic", "arg0", "arg1").problem("1.ordinal"))
                .startsWith("java.lang.Thread$State counts as a whole");
    }

    @Test
    void aPathIntoAnAnswerIsInVainIfNoPartOfItHasIt() {
        PathCheck check = check(Closed.class, "answer", "request", "traceId");

        assertThat(check.problemInAnswer("traceid", List.of(Metadata.class)))
                .isEqualTo(Metadata.class.getName() + " has no field \"traceid\"; the nearest is \"traceId\"");
        assertThat(check.problemInAnswer("finishReason", List.of(String.class)))
                .isEqualTo("java.lang.String counts as a whole and has no field \"finishReason\"");
        assertThat(check.problemInAnswer("traceId", List.of(String.class, Metadata.class)))
                .isNull();
        assertThat(check.problemInAnswer("anything", List.of(Map.class))).isNull();
    }

    @Test
    void aBadIndexIsToldTheIndexesAndNotHowToCompile() {
        String answer = Closed.class.getName() + "#answer";

        assertThat(check(Closed.class, "answer", "arg0", "arg1").problem("7"))
                .isEqualTo(answer + " has no parameter 7; its indexes are 0 to 1");
        assertThat(check(Closed.class, "answer", "request", "traceId").problem("wombat"))
                .isEqualTo(answer + " has no parameter \"wombat\"; its parameters are request, traceId");
        assertThat(check(Closed.class, "answer", "request", "traceId").problem("trace"))
                .isEqualTo(answer + " has no parameter \"trace\"; the nearest is \"traceId\"");
        assertThat(check(Closed.class, "answer", "request", "traceId").problem("requst.x"))
                .isEqualTo(answer + " has no parameter \"requst\"; the nearest is \"request\"");
        assertThat(check(Closed.class, "answer", "arg0", "arg1").problem("trace"))
                .isEqualTo(answer + " was compiled without -parameters, so its parameters have no names; write an"
                        + " index, 0 to 1, instead of \"trace\"");
    }

    @Test
    void aStaticMethodHasNoReceiver() {
        PathCheck check = check(Service.class, "join", "first", "rest");

        assertThat(check.problem("this.model")).contains("is static and has no \"this\"");
        assertThat(check.problem("0.anything")).isNull();
        assertThat(check.problem("rest.anything")).isNull();
    }

    @Test
    void anAbstractReceiverMayBeAnySubclass() {
        PathCheck check = check(Service.class, "answer", "request", "traceId");

        assertThat(check.problem("this.nope")).isNull();
        assertThat(check(Loose.class, "generic", "request", "state").problem("0.zzz"))
                .as("a type variable stands for any subclass")
                .isNull();
    }

    private static PathCheck check(Class<?> type, String name, String... parameters) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && !each.isBridge())
                .findFirst()
                .orElseThrow();
        return new PathCheck(new Target(method, type.getName(), List.of(parameters)), Adapters.NONE);
    }
}
