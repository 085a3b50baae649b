package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TenantsTest {

    private final Tenants tenants = new Tenants();

    @Test
    void theInnermostIsInForceUntilItEnds() {
        assertThat(tenants.current().tenant()).isNull();
        Tenants.Stay acme = tenants.begin("acme");
        Tenants.Stay other = tenants.begin("other");
        assertThat(tenants.current().tenant()).isEqualTo("other");
        Tenants.Stay nobody = tenants.begin(null);
        assertThat(tenants.current().tenant()).isNull();

        nobody.end();
        assertThat(tenants.current().tenant()).isEqualTo("other");
        other.end();
        other.end();
        assertThat(tenants.current().tenant()).isEqualTo("acme");
        acme.end();
        assertThat(tenants.current().tenant()).isNull();
    }

    @Test
    void thoseThatEndInAnotherOrderLeaveNothingBehind() {
        Tenants.Stay acme = tenants.begin("acme");
        Tenants.Stay other = tenants.begin("other");

        acme.end();
        assertThat(tenants.current().tenant()).isEqualTo("other");
        other.end();
        assertThat(tenants.current().tenant()).isNull();
    }

    @Test
    void anotherThreadIsNotConcernedButCanEndIt() {
        Tenants.Stay acme = tenants.begin("acme");

        String there = CompletableFuture.supplyAsync(() -> {
                    String seen = String.valueOf(tenants.current().tenant());
                    acme.end();
                    return seen;
                })
                .join();

        assertThat(there).isEqualTo("null");
        assertThat(tenants.current().tenant()).isNull();
    }
}
