package dev.reprise.clients.azureopenai;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class AzureOpenAiMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("azure-openai", "azure-ai-openai", "azure-ai-openai")
                .resolved("azure-openai-lowest")
                .compiled()
                .check(directory, AzureOpenAiRows.class);
    }
}
