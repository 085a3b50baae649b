package dev.reprise.clients.springai2;

import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import java.util.List;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** A service that asks each provider the same twice, and prints how many requests came there. */
final class SpringAiRun {

    private static final String OPENAI_STREAM = sse(
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':"
                    + "{'role':'assistant','content':'Grüße '},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':"
                    + "{'content':'你好 😀'},'finish_reason':'stop'}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[],"
                    + "'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12}}",
            "[DONE]");

    private static final String ANTHROPIC_STREAM = event(
                    "message_start",
                    "'message':{'id':'msg_1','type':'message','role':'assistant','content':[],'model':'claude-sonnet-4-5',"
                            + "'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':10,'output_tokens':1}}")
            + event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}")
            + event("content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'Grüße '}")
            + event("content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'你好 😀'}")
            + event("content_block_stop", "'index':0")
            + event(
                    "message_delta",
                    "'delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':15}")
            + event("message_stop", "'of_tomorrow':1");

    private static String event(String type, String rest) {
        return ("event: " + type + "\ndata: {'type':'" + type + "'," + rest + "}\n\n").replace('\'', '"');
    }

    private SpringAiRun() {}

    private static String sse(String... events) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            text.append("data: ").append(event.replace('\'', '"')).append("\n\n");
        }
        return text.toString();
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0))
                    .answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING)
                    .answers("/v1/messages", ProviderAnswers.ANTHROPIC.get(0))
                    .answers("/api/chat", ProviderAnswers.OLLAMA.get(0))
                    .answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING)
                    .streams("/v1/chat/completions", "text/event-stream", OPENAI_STREAM)
                    .streams("/v1/messages", "text/event-stream", ANTHROPIC_STREAM)
                    .streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM);
            for (ChatModel model : chatModels(provider.url())) {
                int before = provider.requests();
                List<String> chunks = streamed(model);
                List<String> again = streamed(model);
                System.out.println(model.getClass().getSimpleName() + "Stream " + (provider.requests() - before) + " "
                        + chunks.equals(again) + " " + again);
            }
            for (ChatModel model : chatModels(provider.url())) {
                int before = provider.requests();
                ChatResponse one = model.call(new Prompt("Where is my order?"));
                ChatResponse other = model.call(new Prompt("Where is my order?"));
                System.out.println(model.getClass().getSimpleName() + " " + (provider.requests() - before) + " "
                        + one.getResults().equals(other.getResults()) + " "
                        + one.getMetadata()
                                .getUsage()
                                .equals(other.getMetadata().getUsage()) + " "
                        + other.getResult().getOutput().getText());
            }
            for (EmbeddingModel model : embeddingModels(provider.url())) {
                int before = provider.requests();
                EmbeddingResponse one = model.embedForResponse(List.of("a", "b"));
                EmbeddingResponse other = model.embedForResponse(List.of("a", "b"));
                System.out.println(model.getClass().getSimpleName() + " " + (provider.requests() - before) + " "
                        + one.getResults().equals(other.getResults()) + " "
                        + other.getResults().size());
            }
        }
        System.exit(0); // The SDKs' own threads would stay for a minute.
    }

    private static List<ChatModel> chatModels(String url) {
        return List.of(
                OpenAiChatModel.builder()
                        .options(OpenAiChatOptions.builder()
                                .baseUrl(url + "/v1")
                                .apiKey("key")
                                .model("gpt-4o")
                                .temperature(0.2)
                                .build())
                        .build(),
                AnthropicChatModel.builder()
                        .options(AnthropicChatOptions.builder()
                                .baseUrl(url)
                                .apiKey("key")
                                .model("claude-sonnet-4-5")
                                .build())
                        .build(),
                ollama(url));
    }

    private static ChatModel ollama(String url) {
        return OllamaChatModel.builder()
                .ollamaApi(OllamaApi.builder().baseUrl(url).build())
                .options(OllamaChatOptions.builder().model("llama3.2").build())
                .build();
    }

    /** The chunks, each with its text, its reason to end and its tokens. */
    private static List<String> streamed(ChatModel model) {
        return model.stream(new Prompt("Where is my order?"))
                .map(chunk -> chunk.getResult() == null
                        ? "usage " + chunk.getMetadata().getUsage().getTotalTokens()
                        : chunk.getResult().getOutput().getText() + " "
                                + chunk.getResult().getMetadata().getFinishReason() + " "
                                + chunk.getMetadata().getUsage().getTotalTokens())
                .collectList()
                .block();
    }

    private static List<EmbeddingModel> embeddingModels(String url) {
        return List.of(
                OpenAiEmbeddingModel.builder()
                        .options(OpenAiEmbeddingOptions.builder()
                                .baseUrl(url + "/v1")
                                .apiKey("key")
                                .model("text-embedding-3-small")
                                .build())
                        .build(),
                OllamaEmbeddingModel.builder()
                        .ollamaApi(OllamaApi.builder().baseUrl(url).build())
                        .build());
    }
}
