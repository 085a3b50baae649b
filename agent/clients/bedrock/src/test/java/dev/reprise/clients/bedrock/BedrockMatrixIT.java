package dev.reprise.clients.bedrock;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class BedrockMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("bedrock", "AWS Bedrock", "bedrockruntime")
                .resolved("bedrock-lowest")
                .resolved("bedrock-newest")
                .check(directory, BedrockRows.class);
    }
}
