package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of arguments and answers whose items and results are known. */
final class Libraries {

    private Libraries() {}

    static Items items(Class<?> type, FieldAccess access) throws ReflectiveOperationException, Uncacheable {
        return switch (type.getName()) {
            case "dev.langchain4j.model.embedding.request.EmbeddingRequest" -> new LangChain4jItems(type);
            case "com.openai.models.embeddings.EmbeddingCreateParams" -> new OpenAiItems(type);
            case "org.springframework.ai.openai.api.OpenAiApi$EmbeddingRequest",
                    "org.springframework.ai.ollama.api.OllamaApi$EmbeddingsRequest" -> new SpringItems(type);
            case "io.github.ollama4j.models.embed.OllamaEmbedRequest", "com.azure.ai.openai.models.EmbeddingsOptions" ->
                new BeanItems(type, access);
            default -> itemsOfTheJdk(type);
        };
    }

    private static Items itemsOfTheJdk(Class<?> type) throws Uncacheable {
        if (type.isArray()) {
            return new ArrayItems();
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return new ListItems();
        }
        throw new Uncacheable("batch.argument: the argument is declared as a " + type.getName()
                + ", and must be as a java.util.List, Collection, Iterable or an array; name the argument that holds the"
                + " items, or declare it so");
    }

    /**
     * Returns the index of the argument in which a method's callers repeat the first item, or -1. Google's SDK does so, and
     * sends it only where there is but one.
     */
    static int first(Method method) {
        return method.getName().equals("privateEmbedContent")
                        && method.getDeclaringClass().getName().startsWith("com.google.genai.")
                ? 2
                : -1;
    }

    static Results results(Class<?> type, @Nullable ClassLoader loader, FieldAccess access)
            throws ReflectiveOperationException, Uncacheable {
        return switch (type.getName()) {
            case "dev.langchain4j.model.embedding.response.EmbeddingResponse" -> new LangChain4jResults(type);
            case "dev.langchain4j.model.output.Response" -> new LangChain4jResponses(type);
            case "com.openai.models.embeddings.CreateEmbeddingResponse" -> new OpenAiResults(type);
            case "org.springframework.http.ResponseEntity" -> new SpringOpenAiResults(type, loader);
            case "org.springframework.ai.ollama.api.OllamaApi$EmbeddingsResponse" -> new SpringOllamaResults(type);
            case "io.github.ollama4j.models.embed.OllamaEmbedResult" -> new Ollama4jResults(type, access);
            case "com.azure.ai.openai.models.Embeddings" -> new AzureResults(type, access);
            case "com.azure.core.http.rest.Response" -> new AzureResponseResults(type, loader, access);
            case "com.google.genai.types.EmbedContentResponse" -> new GoogleResults(type);
            default -> resultsOfTheJdk(type);
        };
    }

    private static Results resultsOfTheJdk(Class<?> type) throws Uncacheable {
        if (type.isArray()) {
            return new ArrayResults();
        }
        if (type == List.class || type == Collection.class || type == Iterable.class || type == ArrayList.class) {
            return new ListResults();
        }
        throw new Uncacheable("batch: the answer is declared as a " + type.getName()
                + ", and must be as a java.util.List, Collection, Iterable, ArrayList or an array, with one result for"
                + " each item");
    }
}
