package dev.reprise.clients.openaijava;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class OpenAiMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("openai-java", "openai-java", "openai-java-core")
                .resolved("openai-java-lowest")
                .resolved("openai-java-newest")
                .check(directory, OpenAiRows.class);
    }
}
