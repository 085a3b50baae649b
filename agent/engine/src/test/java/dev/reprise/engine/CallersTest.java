package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallersTest {

    private final Callers callers = new Callers();

    @Test
    void theInnermostIsInForceUntilItEnds() {
        assertThat(callers.current().tenant()).isNull();
        Callers.Stay acme = callers.begin("acme");
        Callers.Stay other = callers.begin("other");
        assertThat(callers.current().tenant()).isEqualTo("other");
        Callers.Stay nobody = callers.begin(null);
        assertThat(callers.current().tenant()).isNull();

        nobody.end();
        assertThat(callers.current().tenant()).isEqualTo("other");
        other.end();
        other.end();
        assertThat(callers.current().tenant()).isEqualTo("acme");
        acme.end();
        assertThat(callers.current().tenant()).isNull();
    }

    @Test
    void thoseThatEndInAnotherOrderLeaveNothingBehind() {
        Callers.Stay acme = callers.begin("acme");
        Callers.Stay other = callers.begin("other");

        acme.end();
        assertThat(callers.current().tenant()).isEqualTo("other");
        other.end();
        assertThat(callers.current().tenant()).isNull();
    }

    @Test
    void anotherThreadIsNotConcernedButCanEndIt() {
        Callers.Stay acme = callers.begin("acme");

        String there = CompletableFuture.supplyAsync(() -> {
                    String seen = String.valueOf(callers.current().tenant());
                    acme.end();
                    return seen;
                })
                .join();

        assertThat(there).isEqualTo("null");
        assertThat(callers.current().tenant()).isNull();
    }

    @Test
    void whatIsCarriedCountsInsteadOfAllThatIsAround() {
        Callers.Stay acme = callers.begin("acme");
        Caller carried = callers.current();
        acme.end();
        Callers.Stay other = callers.begin("other");

        callers.carry(carried);
        assertThat(callers.current().tenant()).isEqualTo("acme");
        callers.carry(Caller.NOBODY);
        assertThat(callers.current()).isEqualTo(Caller.NOBODY);
        Callers.Stay third = callers.begin("third");
        assertThat(callers.current().tenant()).isEqualTo("third");
        third.end();
        callers.carriedBack();
        assertThat(callers.current().tenant()).isEqualTo("acme");
        callers.carriedBack();
        assertThat(callers.current().tenant()).isEqualTo("other");
        callers.carriedBack();
        other.end();

        assertThat(callers.current()).isEqualTo(Caller.NOBODY);
    }
}
