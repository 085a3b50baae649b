package dev.reprise.clients.anthropicjava;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class AnthropicMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("anthropic-java", "anthropic-java", "anthropic-java-core")
                .resolved("anthropic-java-lowest")
                .resolved("anthropic-java-newest")
                .check(directory, AnthropicRows.class);
    }
}
