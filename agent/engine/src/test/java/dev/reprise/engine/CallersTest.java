package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

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

    /** Whoever puts the context of another thread in force may forget to take it back, each time anew. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void whatNobodyEndsIsForgottenFromTheOutermostAndTheRestIsStillRight() {
        Callers.Stay acme = callers.begin("acme");
        Caller ofAcme = callers.current();
        for (int i = 0; i < 100_000; i++) {
            callers.carry(new Caller("tenant " + i, Control.NONE, /* isTold= */ true, /* doubt= */ null));
        }

        assertThat(callers.depth()).isLessThanOrEqualTo(257);
        assertThat(callers.current().tenant()).isEqualTo("tenant 99999");
        callers.carriedBack();
        assertThat(callers.current().tenant()).isEqualTo("tenant 99998");
        callers.carry(ofAcme);
        assertThat(callers.current().tenant()).isEqualTo("acme");
        callers.carriedBack();
        assertThat(callers.current().tenant()).isEqualTo("tenant 99998");
        acme.end();
    }

    /** It might have been another one's. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void whoComesBackToWhatIsForgottenIsNobodyThatIsKnown() {
        for (int i = 0; i < 257; i++) {
            callers.carry(new Caller("tenant " + i, Control.NONE, /* isTold= */ true, /* doubt= */ null));
        }
        while (callers.current().tenant() != null) {
            callers.carriedBack();
        }

        assertThat(callers.current().doubt()).contains("more than 256 tenants");
    }

    @Test
    void whatIsInForceDeepInsideEndsAsItBegan() {
        for (int i = 0; i < 256; i++) {
            callers.carry(new Caller("tenant " + i, Control.NONE, /* isTold= */ true, /* doubt= */ null));
        }
        for (int i = 255; i >= 0; i--) {
            assertThat(callers.current().tenant()).isEqualTo("tenant " + i);
            callers.carriedBack();
        }

        assertThat(callers.current()).isEqualTo(Caller.NOBODY);
    }

    @Test
    void whatIsForgottenIsOverWhenAllOfItHasEnded() {
        List<Callers.Stay> begun = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            begun.add(callers.begin("tenant " + i));
            callers.carry(new Caller("carried " + i, Control.NONE, /* isTold= */ true, /* doubt= */ null));
        }
        for (int i = 999; i > 0; i--) {
            callers.carriedBack();
            begun.get(i).end();
        }

        assertThat(callers.current().doubt()).isNotNull();
        callers.carriedBack();
        assertThat(callers.current().doubt()).isNotNull();
        begun.get(0).end();
        assertThat(callers.current()).isEqualTo(Caller.NOBODY);
    }
}
