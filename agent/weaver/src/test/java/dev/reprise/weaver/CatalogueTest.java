package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.match.ChosenMethod;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks for what the catalogue names in the client libraries themselves. */
class CatalogueTest {

    @TempDir
    File directory;

    @ParameterizedTest
    @CsvSource({
        "dev.langchain4j.model.openai.OpenAiChatModel, doChat",
        "dev.langchain4j.model.openai.OpenAiEmbeddingModel, doEmbed",
        "dev.langchain4j.model.chat.ChatModel, doChat",
        "dev.langchain4j.model.embedding.EmbeddingModel, doEmbed",
        "com.openai.services.blocking.chat.ChatCompletionServiceImpl, create createStreaming",
        "com.openai.services.blocking.ResponseServiceImpl, create createStreaming",
        "com.openai.services.blocking.EmbeddingServiceImpl, create",
        "com.openai.services.async.chat.ChatCompletionServiceAsyncImpl, create",
        "com.openai.services.async.ResponseServiceAsyncImpl, create",
        "com.openai.services.async.EmbeddingServiceAsyncImpl, create",
    })
    void aClientsMethodIsFoundOnceAndIsNeverABridge(String type, String methods) throws Exception {
        List<ChosenMethod> chosen = chosen(type);

        assertThat(chosen).extracting(each -> each.method().name()).containsExactlyInAnyOrder(methods.split(" "));
        assertThat(chosen).noneMatch(each -> each.method().isBridge());
    }

    @ParameterizedTest
    @CsvSource({
        "dev.langchain4j.model.openai.OpenAiStreamingChatModel",
        "com.openai.services.blocking.FileServiceImpl",
        "com.openai.services.blocking.ModerationServiceImpl",
    })
    void whatStreamsOrHasEffectsIsLeftAlone(String type) throws Exception {
        assertThat(chosen(type)).isEmpty();
    }

    @Test
    void aCallThatRefersToWhatTheProviderKeepsIsMarked() throws Exception {
        MethodRule responses = rules().stream()
                .filter(rule -> rule.pattern().text().contains("ResponseServiceImpl"))
                .findFirst()
                .orElseThrow();

        assertThat(responses.stateful()).contains("0.previousResponseId", "0.conversation", "0.store");
    }

    private List<ChosenMethod> chosen(String type) throws Exception {
        ClassMatcher matcher = new ClassMatcher(
                new RuleTable(rules()),
                (method, annotation) -> {
                    throw new AssertionError(method);
                },
                warning -> {
                    throw new AssertionError(warning);
                });
        ClassLoader loader = CatalogueTest.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return matcher.match(loader, in.readAllBytes());
        }
    }

    private List<MethodRule> rules() throws Exception {
        List<CatalogueSource> sources = Stream.of("langchain4j", "openai-java")
                .map(client -> CatalogueSource.yaml(
                        client,
                        () -> CatalogueTest.class.getResourceAsStream("/reprise/catalogue/" + client + ".yaml")))
                .toList();
        Configuration configuration =
                ConfigurationLoader.load(null, new ProcessContext(Map.of(), Map.of(), directory), sources);
        return configuration.methods();
    }
}
