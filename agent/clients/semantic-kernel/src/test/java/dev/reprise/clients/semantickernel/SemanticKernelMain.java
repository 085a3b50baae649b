package dev.reprise.clients.semantickernel;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.CompletionsUsage;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.policy.ProtocolPolicy;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.audio.OpenAiAudioToTextService;
import com.microsoft.semantickernel.aiservices.openai.audio.OpenAiTextToAudioService;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.aiservices.openai.textcompletion.OpenAITextGenerationService;
import com.microsoft.semantickernel.aiservices.openai.textembedding.OpenAITextEmbeddingGenerationService;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.InvocationReturnMode;
import com.microsoft.semantickernel.orchestration.PromptExecutionSettings;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.KernelFunctionArguments;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.semanticfunctions.annotations.KernelFunctionParameter;
import com.microsoft.semantickernel.services.audio.AudioContent;
import com.microsoft.semantickernel.services.audio.AudioToTextExecutionSettings;
import com.microsoft.semantickernel.services.audio.TextToAudioExecutionSettings;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import com.microsoft.semantickernel.services.textcompletion.TextGenerationService;
import dev.reprise.clients.StandInProvider;
import java.util.List;
import java.util.function.Supplier;

/** A service on Semantic Kernel that asks the same twice in each way, and prints how many requests that took. */
public final class SemanticKernelMain {

    private final StandInProvider provider;
    private final Orders orders = new Orders();

    private SemanticKernelMain(StandInProvider provider) {
        this.provider = provider;
    }

    /** Takes the port of the provider; with a second argument, asks by prompts of plain text alone. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            SemanticKernelMain service = new SemanticKernelMain(provider);
            if (arguments.length == 1) {
                service.ask();
            } else {
                service.prompt("Where is {{$what}}?");
            }
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private void prompt(String template) {
        provider.answers(path("plain", "chat/completions"), Answers.ANSWER);
        Kernel kernel = Kernel.builder()
                .withAIService(ChatCompletionService.class, chat(client(), "plain"))
                .build();
        twice("prompt", () -> kernel.invokePromptAsync(template)
                .withArguments(KernelFunctionArguments.builder()
                        .withVariable("what", "my order")
                        .build())
                .withResultType(String.class)
                .block()
                .getResult());
    }

    private OpenAIAsyncClient client() {
        return new OpenAIClientBuilder()
                .endpoint(provider.url().replace("http:", "https:"))
                .credential(new AzureKeyCredential("key"))
                .addPolicy(new ProtocolPolicy("http", /* overwrite= */ true))
                .buildAsyncClient();
    }

    private void ask() {
        OpenAIAsyncClient client = client();
        provider.answers(path("plain", "chat/completions"), Answers.ANSWER)
                .streams(path("plain", "chat/completions"), "text/event-stream", Answers.STREAMED)
                .answers(
                        path("tools", "chat/completions"),
                        request -> new StandInProvider.Reply(
                                "application/json",
                                request.contains("\"tool_call_id\"") ? Answers.ANSWER : Answers.TOOL))
                .answers(path("text", "completions"), Answers.COMPLETED)
                .answers(path("vectors", "embeddings"), Answers.EMBEDDED)
                .answers(path("voice", "audio/speech"), "not quite an mp3")
                .answers(path("ear", "audio/transcriptions"), Answers.TRANSCRIBED);
        chats(client);
        others(client);
    }

    private static String path(String model, String what) {
        return "/openai/deployments/" + model + "/" + what;
    }

    private void chats(OpenAIAsyncClient client) {
        ChatCompletionService plain = chat(client, "plain");
        Kernel kernel = Kernel.builder()
                .withAIService(ChatCompletionService.class, plain)
                .build();
        twice(
                "chat",
                () -> last(plain.getChatMessageContentsAsync(asked(), kernel, settings(null))
                        .block()));
        prompt("<message role=\"user\">Where is {{$what}}?</message>");
        twice("stream", () -> plain.getStreamingChatMessageContentsAsync(
                        asked(), kernel, settings(ToolCallBehavior.allowAllKernelFunctions(false)))
                .map(part -> part.getContent() + "|")
                .collectList()
                .map(parts -> String.join("", parts))
                .block());
        ChatCompletionService tools = chat(client, "tools");
        Kernel able = Kernel.builder()
                .withAIService(ChatCompletionService.class, tools)
                .withPlugin(KernelPluginFactory.createFromObject(orders, "orders"))
                .build();
        twice(
                "tools",
                () -> last(tools.getChatMessageContentsAsync(
                                asked(), able, settings(ToolCallBehavior.allowAllKernelFunctions(true)))
                        .block()));
        System.out.println("orders " + orders.asked);
    }

    private static ChatCompletionService chat(OpenAIAsyncClient client, String model) {
        return OpenAIChatCompletion.builder()
                .withModelId(model)
                .withOpenAIAsyncClient(client)
                .build();
    }

    private static ChatHistory asked() {
        return new ChatHistory("Be brief.").addUserMessage("Where is my order?");
    }

    private static InvocationContext settings(ToolCallBehavior tools) {
        InvocationContext.Builder context = InvocationContext.builder()
                .withReturnMode(InvocationReturnMode.NEW_MESSAGES_ONLY)
                .withPromptExecutionSettings(
                        PromptExecutionSettings.builder().withTemperature(0.5).build());
        return (tools == null ? context : context.withToolCallBehavior(tools)).build();
    }

    private static String last(List<ChatMessageContent<?>> messages) {
        ChatMessageContent<?> last = messages.get(messages.size() - 1);
        return last.getAuthorRole() + " " + last.getContent() + " "
                + ((CompletionsUsage) last.getMetadata().getUsage()).getTotalTokens();
    }

    private void others(OpenAIAsyncClient client) {
        OpenAITextEmbeddingGenerationService vectors = OpenAITextEmbeddingGenerationService.builder()
                .withModelId("vectors")
                .withDeploymentName("vectors")
                .withDimensions(3)
                .withOpenAIAsyncClient(client)
                .build();
        twice("vectors", () -> vectors.generateEmbeddingsAsync(List.of("a", "b"))
                .map(all -> all.size() + " " + all.get(1).getVector())
                .block());
        TextGenerationService text = OpenAITextGenerationService.builder()
                .withModelId("text")
                .withDeploymentName("text")
                .withOpenAIAsyncClient(client)
                .build();
        twice("text", () -> text.getTextContentsAsync(
                        "Once", PromptExecutionSettings.builder().build(), null)
                .map(all -> all.get(0).getContent())
                .block());
        OpenAiTextToAudioService voice = (OpenAiTextToAudioService) OpenAiTextToAudioService.builder()
                .withModelId("voice")
                .withDeploymentName("voice")
                .withOpenAIAsyncClient(client)
                .build();
        twice(
                "voice",
                () -> new String(voice.getAudioContentAsync(
                                "hi",
                                TextToAudioExecutionSettings.builder()
                                        .withVoice("alloy")
                                        .withResponseFormat("mp3")
                                        .withSpeed(1.0)
                                        .build())
                        .block()
                        .getData()));
        OpenAiAudioToTextService ear = (OpenAiAudioToTextService) OpenAiAudioToTextService.builder()
                .withModelId("ear")
                .withDeploymentName("ear")
                .withOpenAIAsyncClient(client)
                .build();
        twice("ear", () -> ear.getTextContentsAsync(
                        AudioContent.builder()
                                .withData(new byte[] {1, 2})
                                .withModelId("ear")
                                .build(),
                        AudioToTextExecutionSettings.builder()
                                .withFilename("a.mp3")
                                .withResponseFormat("json")
                                .build())
                .block());
    }

    private void twice(String what, Supplier<String> call) {
        int before = provider.requests();
        String first = call.get();
        String second = call.get();
        System.out.println(
                what + " " + (provider.requests() - before) + " " + (first.equals(second) ? first : first + second));
    }

    /** What the model may call. */
    public static final class Orders {

        private int asked;

        /** Returns where an order is. */
        @DefineKernelFunction(name = "find", description = "Finds an order.", returnType = "java.lang.String")
        public String find(@KernelFunctionParameter(name = "number", description = "Its number.") String number) {
            asked++;
            return "Order " + number + " is on its way.";
        }
    }
}
