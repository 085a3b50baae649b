package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class CompiledDocumentTest {

    private static final String YAML = "client: acme\n\nmethods:\n  - method: com.acme.Chat#ask(..)\n"
            + "    key: { ignore: [0.traceId, this] }\n    tags: []\n    ttl:\n";

    @Test
    void aCompiledDocumentIsWhatItsTextSaysPlacesIncluded() {
        Problems problems = new Problems();
        Node.Mapping parsed = DocumentReader.read(new Document("acme.yaml", YAML, /* json= */ false), problems);

        Node.Mapping compiled = CompiledDocument.read(
                "acme.yaml", new ByteArrayInputStream(CompiledDocument.compile("acme.yaml", YAML)));

        assertThat(compiled).isEqualTo(parsed);
        assertThat(compiled.entries().get("methods").value().where()).hasToString("acme.yaml:4:3");
    }

    @Test
    void aTextThatIsNotRightDoesNotCompile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompiledDocument.compile("acme.yaml", "client: a\nclient: b\n"))
                .withStackTraceContaining("acme.yaml:2:1: \"client\" is already there in line 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompiledDocument.compile("acme.yaml", ""))
                .withMessageContaining("acme.yaml");
    }
}
