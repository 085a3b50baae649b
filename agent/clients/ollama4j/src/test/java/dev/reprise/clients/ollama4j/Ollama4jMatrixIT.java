package dev.reprise.clients.ollama4j;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class Ollama4jMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("ollama4j", "ollama4j", "ollama4j")
                .resolved("ollama4j-lowest")
                .compiled()
                .check(directory, Ollama4jRows.class);
    }
}
