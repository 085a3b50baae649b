package dev.reprise.clients.springai1;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class SpringAiMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("spring-ai", "Spring AI", "Spring AI 1", "spring-ai-model")
                .resolved("spring-ai-1-lowest")
                .compiled()
                .check(directory, SpringAiRows.class);
    }
}
