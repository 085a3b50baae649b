package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackCodecTest {

    private final Codecs codecs = new Codecs(FieldAccess.NONE);

    @SuppressWarnings("unused")
    private interface Listener {
        void words(List<String> words, int count, String rest);

        void other(String word);

        void open(InputStream stream);
    }

    private CallbackCodec codec(Class<?> type, String... allow) throws Uncacheable {
        return new CallbackCodec(
                List.of(type.getMethods()),
                (method, parameter) -> codecs.codecOfPart(
                        method.getGenericParameterTypes()[parameter], type, List.of(allow), Adapters.NONE),
                codecs.codec(String.class, type, List.of(allow)));
    }

    private static Method method(Class<?> type, String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsAndEndsComeBack() throws Exception {
        CallbackCodec codec = codec(Listener.class);
        Method words = method(Listener.class, "words", 3);

        Called called =
                (Called) codec.decode(codec.encode(new Called(words, new Object[] {List.of("ä", "b"), 7, null})));

        assertThat(called.method()).isEqualTo(words);
        assertThat(called.arguments()).containsExactly(List.of("ä", "b"), 7, null);
        assertThat(codec.decode(codec.encode(new Ended(true, "all")))).isEqualTo(new Ended(true, "all"));
        assertThat(codec.decode(codec.encode(new Ended(false, null)))).isEqualTo(new Ended(false, null));
    }

    @Test
    void whatAnArgumentHoldsThatIsNoContentIsRefusedWithItsPlace() throws Exception {
        CallbackCodec codec = codec(Listener.class);
        Called open = new Called(method(Listener.class, "open", 1), new Object[] {InputStream.nullInputStream()});

        assertThatThrownBy(() -> codec.encode(open))
                .isInstanceOf(Uncacheable.class)
                .hasMessageStartingWith("argument 0 of open: ");
    }

    @Test
    void damagedBytesAreUndecodableAndNothingElse() throws Exception {
        CallbackCodec codec = codec(Listener.class);
        byte[] whole = codec.encode(
                new Called(method(Listener.class, "words", 3), new Object[] {List.of("a", "b"), 7, "rest"}));

        int decoded = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                decoded += decode(codec, damaged);
            }
            assertThat(decode(codec, Arrays.copyOf(whole, at))).isZero();
        }

        assertThat(decoded).isLessThan(whole.length * 8);
    }

    private static int decode(CallbackCodec codec, byte[] bytes) {
        try {
            codec.decode(bytes);
            return 1;
        } catch (Undecodable reason) {
            return 0;
        }
    }

    @Test
    void aContextOfLangChain4jIsOfOneCallOnly() throws Exception {
        CallbackCodec codec = codec(StreamingChatResponseHandler.class, "dev.langchain4j.");
        StreamingHandle handle = new StreamingHandle() {
            @Override
            public void cancel() {}

            @Override
            public boolean isCancelled() {
                return false;
            }
        };

        Called called = (Called) codec.decode(codec.encode(new Called(
                method(StreamingChatResponseHandler.class, "onPartialResponse", 2),
                new Object[] {new PartialResponse("a"), new PartialResponseContext(handle)})));

        assertThat(called.arguments()).containsExactly(new PartialResponse("a"), CallbackPart.Live.ARGUMENT);
    }

    @Test
    void anAnswerOfLangChain4jWithoutAFinishReasonIsNotWhole() throws Exception {
        PartsCodec.Writer writer =
                new PartsCodec(codec(StreamingChatResponseHandler.class, "dev.langchain4j.")).writer(Given.NOTHING);
        ChatResponse response =
                ChatResponse.builder().aiMessage(AiMessage.from("Half an ans")).build();

        writer.add(
                new Called(
                        method(StreamingChatResponseHandler.class, "onCompleteResponse", 1), new Object[] {response}),
                /* millis= */ 0);

        assertThatThrownBy(writer::toBytes)
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
    }

    @Test
    void aTextOfLangChain4jWithoutAFinishReasonIsNotWhole() throws Exception {
        PartsCodec codec = new PartsCodec(codec(TextHandler.class, "dev.langchain4j."));
        Method end = method(TextHandler.class, "onComplete", 1);
        PartsCodec.Writer broken = codec.writer(Given.NOTHING);
        PartsCodec.Writer whole = codec.writer(Given.NOTHING);

        broken.add(new Called(end, new Object[] {Response.from("Half an ans")}), /* millis= */ 0);
        whole.add(new Called(end, new Object[] {Response.from("An answer", null, FinishReason.STOP)}), /* millis= */ 0);

        assertThatThrownBy(broken::toBytes).hasMessage("the provider's answer broke off");
        assertThat(whole.toBytes()).isNotEmpty();
    }

    @SuppressWarnings("unused")
    private interface TextHandler {
        void onComplete(Response<String> response);
    }
}
