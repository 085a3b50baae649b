package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import java.io.IOException;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MadeAlikeTest {

    @Test
    void oneThatIsMadeTheSameWayIsAlikeHoweverMuchItIsUsed() throws Exception {
        JsonMapper used = likeTheLibrarys().build();
        used.writeValueAsString(Map.of("a", List.of(1, Duration.ofDays(1))));
        used.readValue("{\"id\":\"a\",\"choices\":[]}", ChatCompletion.class);
        used.convertValue(Map.of("a", 1), Map.class);

        assertThat(alike(used)).isTrue();
        assertThat(alike(likeTheLibrarys().build())).isTrue();
        assertThat(new MadeAlike(ObjectMappers.jsonMapper()).includes(ObjectMappers.jsonMapper()))
                .isTrue();
        assertThat(new MadeAlike(ObjectMappers.jsonMapper())
                        .includes(ObjectMappers.jsonMapper().rebuild().build()))
                .isTrue();
    }

    /** Changes a mapper in one way. */
    private interface Change {
        JsonMapper.Builder in(JsonMapper.Builder builder);
    }

    private static final class Loud extends StdSerializer<String> {

        private static final long serialVersionUID = 1;

        Loud() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text.toUpperCase(Locale.ROOT));
        }
    }

    interface MixIn {}

    static List<Change> changes() {
        return List.of(
                builder -> builder.enable(SerializationFeature.INDENT_OUTPUT),
                builder -> builder.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                builder -> builder.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES),
                builder -> builder.enable(JsonGenerator.Feature.WRITE_NUMBERS_AS_STRINGS),
                builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION),
                builder -> builder.addModule(new SimpleModule().addSerializer(new Loud())),
                builder -> builder.addModule(new SimpleModule("named")),
                builder -> builder.addMixIn(ChatCompletion.class, MixIn.class),
                builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE),
                builder -> builder.defaultDateFormat(new SimpleDateFormat("yyyy", Locale.ROOT)),
                builder -> builder.defaultDateFormat(new StdDateFormat().withColonInTimeZone(false)),
                builder -> builder.defaultTimeZone(TimeZone.getTimeZone("Asia/Tokyo")),
                builder -> builder.defaultLocale(Locale.JAPAN),
                builder -> builder.serializationInclusion(JsonInclude.Include.NON_EMPTY),
                builder -> builder.registerSubtypes(Loud.class),
                builder -> builder.annotationIntrospector(new JacksonAnnotationIntrospector() {}),
                builder -> builder.injectableValues(new InjectableValues.Std().addValue("a", "b")),
                builder -> builder.withCoercionConfig(
                        LogicalType.Integer, to -> to.setCoercion(CoercionInputShape.String, CoercionAction.Fail)),
                builder -> builder.withConfigOverride(
                        String.class,
                        to -> to.setInclude(JsonInclude.Value.construct(
                                JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))),
                builder -> builder.visibility(PropertyAccessor.FIELD, Visibility.ANY),
                builder -> builder.activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder().build()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void oneThatIsMadeInAnotherWayIsNot(Change change) {
        assertThat(alike(change.in(likeTheLibrarys()).build())).isFalse();
    }

    @Test
    void nothingElseIs() {
        assertThat(alike(null)).isFalse();
        assertThat(alike("text")).isFalse();
        assertThat(alike(new ObjectMapper())).isFalse();
        assertThat(alike(new JsonMapper(new JsonFactory()))).isFalse();
        assertThat(alike(new JsonMapper() {})).isFalse();
    }

    @Test
    void oneThatIsChangedLaterIsNot() {
        MadeAlike mappers = new MadeAlike(likeTheLibrarys().build());
        JsonMapper mapper = likeTheLibrarys().build();
        assertThat(mappers.includes(mapper)).isTrue();

        mapper.registerModule(new SimpleModule().addSerializer(new Loud()));

        assertThat(mappers.includes(mapper)).isFalse();
    }

    private static boolean alike(Object mapper) {
        return new MadeAlike(likeTheLibrarys().build()).includes(mapper);
    }

    private static JsonMapper.Builder likeTheLibrarys() {
        return JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(Duration.class, new OfDuration()))
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private static final class OfDuration extends StdSerializer<Duration> {

        private static final long serialVersionUID = 1;

        OfDuration() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }
}
