package dev.reprise.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemperatureTest {

    @SuppressWarnings("unused") // Read by reflection.
    private record Model(@Nullable Double temperature) {}

    @Test
    void theTemperatureLiesInAnArgumentOrInTheReceiver() {
        Temperature ofArgument = new Temperature(List.of("1.temperature"), new ContentPaths(FieldAccess.NONE));
        Temperature ofReceiver = new Temperature(List.of("this.temperature"), new ContentPaths(FieldAccess.NONE));
        Object[] none = {"a"};
        Object[] zero = {"a", Map.of("temperature", 0)};

        assertThat(ofArgument.refusal(new Model(0.0), none)).contains("its temperature is not 0");
        assertThat(ofArgument.refusal(new Model(0.5), zero)).isNull();
        assertThat(ofReceiver.refusal(new Model(0.0), none)).isNull();
        assertThat(ofReceiver.refusal(new Model(0.5), zero)).contains("its temperature is not 0");
        assertThat(ofReceiver.refusal(new Model(null), zero)).contains("its temperature is not 0");
        assertThat(ofReceiver.refusal(null, zero)).contains("its temperature is not 0");
    }
}
