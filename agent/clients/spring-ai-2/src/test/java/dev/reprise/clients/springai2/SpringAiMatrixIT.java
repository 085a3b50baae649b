package dev.reprise.clients.springai2;

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
        new ClientMatrix("spring-ai", "Spring AI", "Spring AI 2", "spring-ai-model")
                .compiled()
                .resolved("spring-ai-2-newest")
                .check(directory, SpringAiRows.class);
    }
}
