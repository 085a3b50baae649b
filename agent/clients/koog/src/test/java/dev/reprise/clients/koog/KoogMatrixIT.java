package dev.reprise.clients.koog;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class KoogMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("koog", "Koog", "prompt-executor-openai-client-jvm")
                .resolved("koog-lowest")
                .compiled()
                .check(directory, KoogRows.class);
    }
}
