package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InvalidRequestException;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.log.AgentLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What failures of a service's own count as its provider's, and what is said of those that do not. */
class StaleExceptionsTest extends ReopenedEngines {

    private static final String TTL = "ttl: 1h";
    private static final String WINDOW = "stale-if-error: 2h";
    private static final String MEANT =
            "stale-exceptions: [dev.reprise.engine.StaleExceptionsTest$GatewayFailure, java.lang.RuntimeException]";

    static class GatewayFailure extends Exception {
        private static final long serialVersionUID = 1;

        GatewayFailure() {
            super("HTTP 503");
        }
    }

    static final class Overloaded extends GatewayFailure {
        private static final long serialVersionUID = 1;
    }

    static final class Untold extends Exception {
        private static final long serialVersionUID = 1;
    }

    static final class OfNobody extends Exception {
        private static final long serialVersionUID = 1;
    }

    private CachedMethod expired(String... lines) throws Exception {
        CachedMethod method = open("", "answer", lines);
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));
        return method;
    }

    private static List<String> said(Class<?> failure) {
        return AgentLog.last().stream()
                .filter(line -> line.contains("failed with " + failure.getName()))
                .toList();
    }

    @Test
    void aNamedFailureAndWhatExtendsItAreAnsweredByTheEntry() throws Exception {
        CachedMethod method = expired(TTL, WINDOW, MEANT);

        assertThat(fail(method, new GatewayFailure())).isEqualTo(new Hit("recorded"));
        assertThat(fail(method, new Overloaded())).isEqualTo(new Hit("recorded"));
        assertThat(fail(method, new CompletionException(new Overloaded()))).isEqualTo(new Hit("recorded"));
        assertThat(fail(method, new Exception("HTTP 503"))).isNull();
    }

    @Test
    void whatRefusesARequestIsMeantByItsOwnNameAlone() throws Exception {
        RuntimeException refusal = new InvalidRequestException("HTTP 400");
        CachedMethod method = expired(TTL, WINDOW, MEANT);

        assertThat(fail(method, new IllegalStateException())).isEqualTo(new Hit("recorded"));
        assertThat(fail(method, refusal)).isNull();
        assertThat(fail(method, new IllegalStateException(refusal))).isNull();
        assertThat(fail(method, new RuntimeException(refusal))).isEqualTo(new Hit("recorded"));
    }

    @Test
    void whoWasStoppedGetsNoAnswerWhateverIsNamed() throws Exception {
        CachedMethod method = expired(TTL, WINDOW, MEANT);

        assertThat(fail(method, new IllegalStateException(new InterruptedException())))
                .isNull();
        assertThat(fail(method, new StackOverflowError())).isNull();
    }

    @Test
    void anEntrySaysItsOwnInPlaceOfThoseOfItsScope() throws Exception {
        String scope =
                "scopes: { default: { stale-if-error: 2h, stale-exceptions: [java.lang.IllegalStateException] } }";
        CachedMethod ofScope = open(scope, "answer", TTL);
        store(ofScope, "recorded");
        clock.advance(Duration.ofMinutes(61));
        Object answered = fail(ofScope, new IllegalStateException());

        CachedMethod none = reopen(scope, "answer", TTL, "stale-exceptions: []");

        assertThat(answered).isEqualTo(new Hit("recorded"));
        assertThat(fail(none, new IllegalStateException())).isNull();
    }

    @Test
    void aFailureThatIsNotTakenForAProvidersIsToldOnceIfAnEntryCouldHaveAnswered() throws Exception {
        CachedMethod method = expired(TTL, WINDOW);

        assertThat(fail(method, new Untold())).isNull();
        assertThat(fail(method, new Untold())).isNull();

        assertThat(said(Untold.class))
                .singleElement()
                .asString()
                .contains("INFO", "is not taken for a provider's failure", "write stale-exceptions: [", "$Untold]");
    }

    @Test
    void nothingIsToldOfAFailureThatNoEntryCouldHaveAnswered() throws Exception {
        assertThat(fail(open("", "answer", TTL, WINDOW), new OfNobody())).isNull();
        assertThat(fail(expired(TTL, "stale-while-revalidate: 1m"), new OfNobody()))
                .isNull();

        assertThat(said(OfNobody.class)).isEmpty();
    }
}
