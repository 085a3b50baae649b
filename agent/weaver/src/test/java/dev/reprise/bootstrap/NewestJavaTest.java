package dev.reprise.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class NewestJavaTest {

    @Test
    void theNewestJavaIsTheOneWhoseClassFilesCanBeRead() {
        int newest = Arrays.stream(Opcodes.class.getFields())
                .map(Field::getName)
                .filter(name -> name.matches("V\\d\\d"))
                .mapToInt(name -> Integer.parseInt(name.substring(1)))
                .max()
                .orElseThrow();

        assertThat(StandDown.NEWEST_JAVA).isEqualTo(newest);
    }
}
