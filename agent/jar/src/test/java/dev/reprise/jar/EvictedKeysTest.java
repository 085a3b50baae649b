package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reprise.api.Reprise;
import org.junit.jupiter.api.Test;

class EvictedKeysTest {

    @Test
    void whatIsNoKeyIsRefusedAndNotTakenForAnEntryThatIsNotThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reprise.evictKey("\uff11".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> Reprise.evictKey("\u0661".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> Reprise.evictKey(null));
        assertThatCode(() -> Reprise.evictKey("0aF".repeat(21) + "9")).doesNotThrowAnyException();
    }
}
