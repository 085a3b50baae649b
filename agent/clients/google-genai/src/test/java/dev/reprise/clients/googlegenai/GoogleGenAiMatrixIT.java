package dev.reprise.clients.googlegenai;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class GoogleGenAiMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("google-genai", "google-genai", "google-genai")
                .resolved("google-genai-lowest")
                .resolved("google-genai-newest")
                .check(directory, GoogleGenAiRows.class);
    }
}
