package dev.reprise.clients.langchain4jnext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class NextKeysTest {

    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.chat.ChatModel+#doChat(");
    private static final String IMAGE = "https://example.org/a.png";

    /** By a field that is transient, so that it does not count where messages are compared. */
    @Test
    void whetherTheDetailOfAnImageWasAskedForCounts() {
        String key = key(ImageContent.from(IMAGE));

        assertThat(key(ImageContent.from(IMAGE, DetailLevel.LOW)))
                .isNotEqualTo(key)
                .doesNotStartWith("bypass:");
        assertThat(key(ImageContent.from(IMAGE))).isEqualTo(key).doesNotStartWith("bypass:");
    }

    private static String key(ImageContent content) {
        GoogleAiGeminiChatModel model = GoogleAiGeminiChatModel.builder()
                .baseUrl("http://127.0.0.1:9/")
                .apiKey("key")
                .modelName("m")
                .build();
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(content)).build();
        return CHAT.key(new Call(model, request));
    }
}
