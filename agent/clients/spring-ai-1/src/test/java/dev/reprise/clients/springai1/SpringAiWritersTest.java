package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractEncoder;
import org.springframework.core.codec.AbstractSingleValueEncoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MimeType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** What a service writes bodies with: Spring Boot gives all its converters to each client, for whatever they are. */
class SpringAiWritersTest {

    private static final CataloguedMethod CHAT = method("chatCompletionEntity");
    private static final CataloguedMethod STREAM = method("chatCompletionStream");

    @Test
    void aConverterForAClassOfTheServiceDoesNotCount() {
        assertThat(over(new ReportConverter())).isEqualTo(over(null)).doesNotStartWith("bypass:");
        assertThat(over(new SubtleConverter())).isEqualTo(over(null));
    }

    @Test
    void aConverterThatCouldBeGivenARequestIsRefused() {
        for (HttpMessageConverter<?> converter : List.of(
                new ConverterOfAll(),
                new ConverterOfMaps(),
                new ConverterOfFields(),
                new ConverterOfPrintable(),
                new AnyConverter<Report>(),
                new AnyConverterOfReports())) {
            assertThat(over(converter))
                    .startsWith("bypass: this.restClient.messageConverters is a "
                            + converter.getClass().getName() + " of the service's own");
        }
    }

    /** Which is why it counts what the classes above were written for. */
    @Test
    void aConverterThatWasWrittenForAnyClassWritesRequestsWhateverItIsBoundTo() throws IOException {
        assertThat(written(new AnyConverterOfReports())).isEqualTo("a request");
        assertThatThrownBy(() -> written(new SubtleConverter())).isInstanceOf(ClassCastException.class);
    }

    private static String written(HttpMessageConverter<?> converter) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpOutputMessage message = new HttpOutputMessage() {
            @Override
            public OutputStream getBody() {
                return body;
            }

            @Override
            public HttpHeaders getHeaders() {
                return new HttpHeaders();
            }
        };
        @SuppressWarnings("unchecked") // As Spring's client does.
        HttpMessageConverter<Object> forBodies = (HttpMessageConverter<Object>) converter;
        forBodies.write("a request", MediaType.TEXT_PLAIN, message);
        return body.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEncoderForAClassOfTheServiceDoesNotCount() {
        assertThat(streamed(new ReportEncoder())).isEqualTo(streamed(null)).doesNotStartWith("bypass:");
    }

    /** Most are given a publisher, whatever it publishes. */
    @Test
    void anEncoderThatCouldBeGivenARequestIsRefused() {
        for (Encoder<?> encoder : List.of(new PublishedEncoder(), new EncoderOfAll())) {
            assertThat(streamed(encoder))
                    .startsWith("bypass: this.webClient.exchangeFunction.strategies.writers[")
                    .contains("].encoder is a " + encoder.getClass().getName() + " of the service's own");
        }
    }

    private static String over(@Nullable HttpMessageConverter<?> converter) {
        RestClient.Builder clients = RestClient.builder();
        if (converter != null) {
            clients.messageConverters(converters -> converters.add(0, converter));
        }
        return key(CHAT, OpenAiApi.builder().restClientBuilder(clients));
    }

    private static String streamed(@Nullable Encoder<?> encoder) {
        WebClient.Builder clients = WebClient.builder();
        if (encoder != null) {
            clients.codecs(codecs -> codecs.customCodecs().register(encoder));
        }
        return key(STREAM, OpenAiApi.builder().webClientBuilder(clients));
    }

    private static String key(CataloguedMethod method, OpenAiApi.Builder builder) {
        OpenAiApi api = builder.baseUrl("http://127.0.0.1:9").apiKey("key").build();
        OpenAiApi.ChatCompletionRequest request = new OpenAiApi.ChatCompletionRequest(
                List.of(new OpenAiApi.ChatCompletionMessage("hello", OpenAiApi.ChatCompletionMessage.Role.USER)),
                "gpt-4o-mini",
                0.0,
                method == STREAM);
        return method.key(new Call(api, request, new LinkedMultiValueMap<String, String>()));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai.openai.api.OpenAiApi#" + name);
    }

    private record Report(String title) {}

    private interface Printable {}

    private static final class Fields extends LinkedHashMap<String, Object> {}

    private static class ReportConverter extends AbstractHttpMessageConverter<Report> {

        @Override
        protected boolean supports(Class<?> type) {
            return type == Report.class;
        }

        @Override
        protected Report readInternal(Class<? extends Report> type, HttpInputMessage message) {
            return new Report("");
        }

        @Override
        protected void writeInternal(Report report, HttpOutputMessage message) throws IOException {
            message.getBody().write(report.title().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Says more than it can. */
    private static final class SubtleConverter extends ReportConverter {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }
    }

    private static class AnyConverter<T> extends AbstractHttpMessageConverter<T> {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }

        @Override
        protected T readInternal(Class<? extends T> type, HttpInputMessage message) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void writeInternal(T body, HttpOutputMessage message) throws IOException {
            message.getBody().write(body.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class AnyConverterOfReports extends AnyConverter<Report> {}

    private static final class ConverterOfAll extends AbstractHttpMessageConverter<Object> {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }

        @Override
        protected Object readInternal(Class<?> type, HttpInputMessage message) {
            return message;
        }

        @Override
        protected void writeInternal(Object body, HttpOutputMessage message) {}
    }

    private static final class ConverterOfMaps extends AbstractHttpMessageConverter<Map<String, Object>> {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }

        @Override
        protected Map<String, Object> readInternal(
                Class<? extends Map<String, Object>> type, HttpInputMessage message) {
            return Map.of();
        }

        @Override
        protected void writeInternal(Map<String, Object> body, HttpOutputMessage message) {}
    }

    private static final class ConverterOfFields extends AbstractHttpMessageConverter<Fields> {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }

        @Override
        protected Fields readInternal(Class<? extends Fields> type, HttpInputMessage message) {
            return new Fields();
        }

        @Override
        protected void writeInternal(Fields body, HttpOutputMessage message) {}
    }

    private static final class ConverterOfPrintable extends AbstractHttpMessageConverter<Printable> {

        @Override
        protected boolean supports(Class<?> type) {
            return true;
        }

        @Override
        protected Printable readInternal(Class<? extends Printable> type, HttpInputMessage message) {
            return new Printable() {};
        }

        @Override
        protected void writeInternal(Printable body, HttpOutputMessage message) {}
    }

    private static final class ReportEncoder extends AbstractSingleValueEncoder<Report> {

        ReportEncoder() {
            super(MediaType.APPLICATION_JSON);
        }

        @Override
        protected Flux<DataBuffer> encode(
                Report report,
                DataBufferFactory buffers,
                ResolvableType type,
                @Nullable MimeType mime,
                @Nullable Map<String, Object> hints) {
            return Flux.empty();
        }
    }

    private static final class EncoderOfAll extends AbstractSingleValueEncoder<Object> {

        EncoderOfAll() {
            super(MediaType.APPLICATION_JSON);
        }

        @Override
        protected Flux<DataBuffer> encode(
                Object body,
                DataBufferFactory buffers,
                ResolvableType type,
                @Nullable MimeType mime,
                @Nullable Map<String, Object> hints) {
            return Flux.empty();
        }
    }

    private static final class PublishedEncoder extends AbstractEncoder<Report> {

        PublishedEncoder() {
            super(MediaType.APPLICATION_JSON);
        }

        @Override
        public Flux<DataBuffer> encode(
                Publisher<? extends Report> reports,
                DataBufferFactory buffers,
                ResolvableType type,
                @Nullable MimeType mime,
                @Nullable Map<String, Object> hints) {
            return Flux.empty();
        }
    }
}
