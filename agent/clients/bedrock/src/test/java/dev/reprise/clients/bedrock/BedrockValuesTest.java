package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class BedrockValuesTest {

    private final StandInProvider provider = StandInProvider.start().header("x-amzn-RequestId", "request-1");
    private final BedrockRuntimeClient client = BedrockRuntimeClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(provider.url()))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build();

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void answersOfChatsAreGivenBack() throws Exception {
        for (String answer : Answers.CHATS) {
            provider.answers(Answers.CONVERSE, answer);

            comesBack(client.converse(request -> request.modelId(Answers.MODEL)), ConverseResponse.class);
        }
    }

    @Test
    void answersInTheModelsOwnFormAndCountsAreGivenBack() throws Exception {
        provider.header("x-amzn-bedrock-performanceconfig-latency", "optimized")
                .answers(Answers.INVOKE, Answers.INVOKED)
                .answers(Answers.COUNT, Answers.COUNTED);

        comesBack(
                client.invokeModel(request -> request.modelId(Answers.MODEL).body(SdkBytes.fromUtf8String("{}"))),
                InvokeModelResponse.class);
        comesBack(
                client.countTokens(request -> request.modelId(Answers.MODEL)
                        .input(input -> input.invokeModel(invoked -> invoked.body(SdkBytes.fromUtf8String("{}"))))),
                CountTokensResponse.class);
    }

    @Test
    void anAnswerWithoutAnHttpAnswerIsGivenBack() throws Exception {
        ConverseResponse made =
                ConverseResponse.builder().stopReason("end_turn").build();
        ValueCodec codec = codec(ConverseResponse.class);

        ConverseResponse decoded = (ConverseResponse) codec.decode(codec.encode(made));

        assertThat(decoded).isEqualTo(made).isNotSameAs(made);
        assertThat(decoded.sdkHttpResponse()).isNull();
    }

    @Test
    void whatIsDamagedIsAMiss() throws Exception {
        ValueCodec codec = codec(ConverseResponse.class);
        byte[] content = codec.encode(ConverseResponse.builder().build());

        for (int i = 0; i < content.length; i++) {
            byte[] damaged = content.clone();
            damaged[i] ^= 0x55;
            try {
                assertThat(codec.decode(damaged)).isInstanceOf(ConverseResponse.class);
            } catch (Undecodable asItShouldBe) {
                assertThat(asItShouldBe.reason()).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(Undecodable.class);
    }

    private static ValueCodec codec(Class<?> declared) throws Exception {
        Class<?> owner = Class.forName("software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeClient");
        String method = declared.getSimpleName().replace("Response", "");
        CataloguedMethod catalogued = CataloguedMethod.of(
                "bedrock", owner.getName() + "#" + Character.toLowerCase(method.charAt(0)) + method.substring(1));
        return new Codecs(FieldAccess.NONE).codec(declared, owner, catalogued.allow());
    }

    private static void comesBack(BedrockRuntimeResponse answer, Class<?> declared) throws Exception {
        ValueCodec codec = codec(declared);
        byte[] content = codec.encode(answer);
        BedrockRuntimeResponse decoded = (BedrockRuntimeResponse) codec.decode(content);

        assertThat(((SdkPojo) decoded).equalsBySdkFields(answer)).isTrue();
        assertThat(decoded).isNotSameAs(answer).hasSameClassAs(answer);
        assertThat(decoded.toString()).isEqualTo(answer.toString());
        assertThat(decoded)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringFields("sdkHttpResponse")
                .isEqualTo(answer);
        assertThat(decoded.responseMetadata()).isEqualTo(answer.responseMetadata());
        assertThat(decoded.responseMetadata().requestId())
                .isEqualTo(answer.responseMetadata().requestId())
                .startsWith("request-");
        httpComesBack((SdkHttpFullResponse) decoded.sdkHttpResponse(), (SdkHttpFullResponse) answer.sdkHttpResponse());
        assertThat(codec.encode(decoded)).isEqualTo(content);
        assertThat(codec.decode(content)).isNotSameAs(decoded);
    }

    private static void httpComesBack(SdkHttpFullResponse decoded, SdkHttpFullResponse real) {
        assertThat(decoded).hasSameClassAs(real);
        assertThat(decoded.statusCode()).isEqualTo(real.statusCode()).isEqualTo(200);
        assertThat(decoded.statusText()).isEqualTo(real.statusText());
        assertThat(Map.copyOf(decoded.headers())).isEqualTo(Map.copyOf(real.headers()));
        assertThat(decoded.matchingHeaders("set-cookie")).hasSize(2);
        // The body has been read: nobody can read it again in the first, and a copy has none.
        assertThatThrownBy(() -> real.content().orElseThrow().read()).isInstanceOf(IOException.class);
        assertThat(decoded.content()).isEmpty();
    }
}
