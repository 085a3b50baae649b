package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.weaver.match.ChosenMethod;
import dev.reprise.weaver.match.ClassMatcher;
import dev.reprise.weaver.match.RuleTable;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks for what the catalogue names in the client libraries themselves. */
class CatalogueTest {

    @TempDir
    File directory;

    @ParameterizedTest
    @CsvSource({
        "dev.langchain4j.model.openai.OpenAiChatModel, doChat",
        "dev.langchain4j.model.openai.OpenAiEmbeddingModel, doEmbed",
        "dev.langchain4j.model.openai.OpenAiStreamingChatModel, doChat",
        "dev.langchain4j.model.chat.ChatModel, doChat",
        "dev.langchain4j.model.chat.StreamingChatModel, doChat",
        "dev.langchain4j.model.embedding.EmbeddingModel, doEmbed",
        "com.openai.services.blocking.chat.ChatCompletionServiceImpl, create createStreaming",
        "com.openai.services.blocking.ResponseServiceImpl, create createStreaming",
        "com.openai.services.blocking.EmbeddingServiceImpl, create",
        "com.openai.services.async.chat.ChatCompletionServiceAsyncImpl, create createStreaming",
        "com.openai.services.async.ResponseServiceAsyncImpl, create createStreaming",
        "com.openai.services.async.EmbeddingServiceAsyncImpl, create",
        "com.openai.services.blocking.chat.ChatCompletionServiceImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.blocking.ResponseServiceImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.blocking.EmbeddingServiceImpl$WithRawResponseImpl, create",
        "com.openai.services.async.chat.ChatCompletionServiceAsyncImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.async.ResponseServiceAsyncImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.async.EmbeddingServiceAsyncImpl$WithRawResponseImpl, create",
        "com.openai.services.blocking.CompletionServiceImpl, create createStreaming",
        "com.openai.services.blocking.ModerationServiceImpl, create",
        "com.openai.services.blocking.ImageServiceImpl, generate edit createVariation",
        "com.openai.services.blocking.responses.InputTokenServiceImpl, count",
        "com.openai.services.blocking.audio.SpeechServiceImpl, create",
        "com.openai.services.async.audio.SpeechServiceAsyncImpl, create",
        "com.openai.services.blocking.audio.SpeechServiceImpl$WithRawResponseImpl, create",
        "com.openai.services.async.audio.SpeechServiceAsyncImpl$WithRawResponseImpl, create",
        "com.openai.services.blocking.audio.TranscriptionServiceImpl, create",
        "com.openai.services.blocking.audio.TranslationServiceImpl, create",
        "com.openai.services.async.audio.TranscriptionServiceAsyncImpl, create",
        "com.openai.services.async.audio.TranslationServiceAsyncImpl, create",
        "com.openai.services.blocking.audio.TranscriptionServiceImpl$WithRawResponseImpl, create",
        "com.openai.services.blocking.audio.TranslationServiceImpl$WithRawResponseImpl, create",
        "com.openai.services.async.CompletionServiceAsyncImpl, create createStreaming",
        "com.openai.services.async.ModerationServiceAsyncImpl, create",
        "com.openai.services.async.ImageServiceAsyncImpl, generate edit createVariation",
        "com.openai.services.async.responses.InputTokenServiceAsyncImpl, count",
        "com.openai.services.blocking.CompletionServiceImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.blocking.ModerationServiceImpl$WithRawResponseImpl, create",
        "com.openai.services.blocking.ImageServiceImpl$WithRawResponseImpl, generate edit createVariation",
        "com.openai.services.blocking.responses.InputTokenServiceImpl$WithRawResponseImpl, count",
        "com.openai.services.async.CompletionServiceAsyncImpl$WithRawResponseImpl, create createStreaming",
        "com.openai.services.async.ModerationServiceAsyncImpl$WithRawResponseImpl, create",
        "com.openai.services.async.ImageServiceAsyncImpl$WithRawResponseImpl, generate",
        "com.openai.services.async.responses.InputTokenServiceAsyncImpl$WithRawResponseImpl, count",
    })
    void aClientsMethodIsFoundOnceAndIsNeverABridge(String type, String methods) throws Exception {
        List<ChosenMethod> chosen = chosen(type);

        assertThat(chosen).extracting(each -> each.method().name()).containsExactlyInAnyOrder(methods.split(" "));
        assertThat(chosen).noneMatch(each -> each.method().isBridge());
    }

    @ParameterizedTest
    @CsvSource({
        "com.openai.services.blocking.FileServiceImpl",
        "com.openai.services.blocking.BatchServiceImpl",
        "com.openai.services.async.audio.TranscriptionServiceAsyncImpl$WithRawResponseImpl",
    })
    void whatHasEffectsOrCannotBeCarriedIsLeftAlone(String type) throws Exception {
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

    /** A client's interface, implemented by somebody who may ask anybody. */
    public abstract static class RoutingModel implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder().aiMessage(new AiMessage("no")).build();
        }
    }

    @Test
    void aClientsInterfaceSpeaksForTheLibrarysOwnClassesAlone() throws Exception {
        List<String> warnings = new ArrayList<>();

        List<ChosenMethod> chosen =
                chosen(RoutingModel.class.getName(), new RuleTable(rules("clients: { langchain4j: on }")), warnings);

        assertThat(chosen).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the built-in entry of langchain4j: " + RoutingModel.class.getName() + "#doChat(")
                .contains("is not the library's own");
        assertThat(chosen(RoutingModel.class.getName(), new RuleTable(rules()), warnings))
                .isEmpty();
        assertThat(warnings).as("nobody asked for the client").hasSize(1);
    }

    @Test
    void nobodyIsToldOfTheLibrarysOwnClassesThatAnEntryDoesNotMean() throws Exception {
        List<String> warnings = new ArrayList<>();

        List<ChosenMethod> chosen = chosen(
                "dev.langchain4j.model.embedding.EmbeddingModel",
                new RuleTable(rules("clients: { langchain4j: on }")),
                warnings);

        assertThat(chosen).extracting(each -> each.method().name()).containsExactly("doEmbed");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.langchain4j.model.openai.OpenAiChatModel",
                "dev.langchain4j.model.chat.ChatModel",
                "dev.reprise.weaver.CatalogueTest$RoutingModel"
            })
    void anEntryOfTheUsersForAClientsMethodKeepsWhatTheCatalogueKnowsOfIt(String type) throws Exception {
        RuleTable table = new RuleTable(
                rules("methods: [{ method: " + type + "#doChat, ttl: 5m, allow: [com.acme.], key: { ignore: [x] } }]"));

        List<ChosenMethod> chosen = chosen(type, table, new ArrayList<>());

        assertThat(chosen).singleElement().satisfies(each -> {
            MethodRule rule = table.rule(each.plan().rule());
            assertThat(rule.client()).isNull();
            assertThat(rule.ttl()).isEqualTo(Duration.ofMinutes(5));
            assertThat(rule.scope()).isEqualTo("responses");
            assertThat(rule.stateful()).contains("0.parameters.store");
            assertThat(rule.allow()).containsExactly("com.acme.", "dev.langchain4j.");
            assertThat(rule.ignore()).extracting(IgnoredPath::text).containsExactly("x");
        });
    }

    @Test
    void aScopeOfTheUsersIsHisOwn() throws Exception {
        String type = "dev.langchain4j.model.openai.OpenAiChatModel";
        RuleTable table =
                new RuleTable(rules("methods: [{ method: " + type + "#doChat, scope: default, mode: observe }]"));

        List<ChosenMethod> chosen = chosen(type, table, new ArrayList<>());

        assertThat(chosen).singleElement().satisfies(each -> {
            assertThat(table.rule(each.plan().rule()).scope()).isEqualTo("default");
            assertThat(table.rule(each.plan().rule()).mode()).isEqualTo(Mode.OBSERVE);
        });
    }

    private List<ChosenMethod> chosen(String type) throws Exception {
        List<String> warnings = new ArrayList<>();
        List<ChosenMethod> chosen = chosen(type, new RuleTable(rules()), warnings);
        assertThat(warnings).isEmpty();
        return chosen;
    }

    private static List<ChosenMethod> chosen(String type, RuleTable table, List<String> warnings) throws Exception {
        ClassMatcher matcher = new ClassMatcher(
                table,
                (method, annotation) -> {
                    throw new AssertionError(method);
                },
                warnings::add);
        ClassLoader loader = CatalogueTest.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return matcher.match(loader, in.readAllBytes());
        }
    }

    private List<MethodRule> rules() throws Exception {
        return rules("{}");
    }

    private List<MethodRule> rules(String yaml) throws Exception {
        File file = new File(directory, "reprise.yaml");
        Files.writeString(file.toPath(), yaml);
        List<CatalogueSource> sources = Stream.of("langchain4j", "openai-java")
                .map(client -> CatalogueSource.yaml(
                        client,
                        () -> CatalogueTest.class.getResourceAsStream("/reprise/catalogue/" + client + ".yaml")))
                .toList();
        Configuration configuration =
                ConfigurationLoader.load(file.getPath(), new ProcessContext(Map.of(), Map.of(), directory), sources);
        return configuration.methods();
    }
}
