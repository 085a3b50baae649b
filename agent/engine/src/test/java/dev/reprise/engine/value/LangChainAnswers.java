package dev.reprise.engine.value;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;

/** Answers as LangChain4j's OpenAI client gives them. */
final class LangChainAnswers {

    private LangChainAnswers() {}

    static ChatResponse chat(String text) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text(text)
                        .thinking("hm")
                        .toolExecutionRequests(List.of(ToolExecutionRequest.builder()
                                .id("call_1")
                                .name("weather")
                                .arguments("{\"city\":\"Köln\"}")
                                .build()))
                        .attributes(Map.of("reasoning", "short", "rank", 3))
                        .build())
                .metadata(OpenAiChatResponseMetadata.builder()
                        .id("chatcmpl-1")
                        .modelName("gpt-5-mini")
                        .tokenUsage(OpenAiTokenUsage.builder()
                                .inputTokenCount(12)
                                .outputTokenCount(34)
                                .totalTokenCount(46)
                                .outputTokensDetails(OpenAiTokenUsage.OutputTokensDetails.builder()
                                        .reasoningTokens(5)
                                        .build())
                                .build())
                        .finishReason(FinishReason.STOP)
                        .created(1_790_000_000L)
                        .serviceTier("default")
                        .systemFingerprint("fp_1")
                        .rawHttpResponse(SuccessfulHttpResponse.builder()
                                .statusCode(200)
                                .headers(Map.of("content-type", List.of("application/json")))
                                .body("{\"id\": \"chatcmpl-1\"}")
                                .build())
                        .rawServerSentEvents(List.of(new ServerSentEvent("delta", "{}")))
                        .build())
                .build();
    }
}
