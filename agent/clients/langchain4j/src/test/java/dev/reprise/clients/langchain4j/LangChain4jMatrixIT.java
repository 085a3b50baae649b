package dev.reprise.clients.langchain4j;

import dev.reprise.clients.matrix.ClientMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every version that is tested. */
class LangChain4jMatrixIT {

    @TempDir
    Path directory;

    @Test
    void theTableHolds() throws Exception {
        new ClientMatrix("langchain4j", "LangChain4j", "langchain4j-core")
                .resolved("langchain4j-lowest")
                .compiled()
                .check(directory, LangChain4jRows.class);
    }
}
