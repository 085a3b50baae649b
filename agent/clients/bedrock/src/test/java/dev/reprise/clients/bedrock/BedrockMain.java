package dev.reprise.clients.bedrock;

import dev.reprise.clients.StandInProvider;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;

/** A service that asks the same twice in each way, and prints how many requests came to the provider and what it got. */
public final class BedrockMain {

    private final StandInProvider provider;

    private BedrockMain(StandInProvider provider) {
        this.provider = provider;
    }

    /** Takes the port of the provider. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.header("x-amzn-RequestId", "request-1")
                    .answers(Answers.CONVERSE, Answers.CHAT)
                    .answers(Answers.INVOKE, Answers.INVOKED)
                    .answers(Answers.COUNT, Answers.COUNTED)
                    .answers(Answers.STREAM, Answers.EVENTS, Answers.events(Answers.CHAT_EVENTS))
                    .answers(Answers.INVOKE_STREAM, Answers.EVENTS, Answers.events(Answers.MODEL_EVENTS));
            BedrockMain service = new BedrockMain(provider);
            service.converse("converse", StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
            service.converse("environment", DefaultCredentialsProvider.create());
            service.converse("supplied", () -> AwsBasicCredentials.create("id", "secret"));
            service.invokeAndCount();
            service.later();
        }
    }

    private void converse(String what, AwsCredentialsProvider account) {
        try (BedrockRuntimeClient client = client(account)) {
            twice(what, () -> {
                ConverseResponse answer = client.converse(question());
                return answer.output().message().content().get(0).text() + " "
                        + answer.usage().totalTokens() + " " + answer.stopReasonAsString() + metadata(answer);
            });
        }
    }

    private void invokeAndCount() {
        SdkBytes body = SdkBytes.fromUtf8String("{\"prompt\":\"Where is my order?\"}");
        try (BedrockRuntimeClient client =
                client(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))) {
            twice("invoke", () -> {
                InvokeModelResponse answer = client.invokeModel(
                        request -> request.modelId(Answers.MODEL).body(body));
                return answer.body().asUtf8String() + " " + answer.contentType() + metadata(answer);
            });
            twice("count", () -> client.countTokens(request -> request.modelId(Answers.MODEL)
                            .input(input -> input.invokeModel(invoked -> invoked.body(body))))
                    .inputTokens());
        }
    }

    private void later() {
        try (BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(provider.url()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build()) {
            twice("later", () -> {
                ConverseResponse answer = client.converse(question()).join();
                return answer.output().message().content().get(0).text() + " "
                        + answer.usage().totalTokens() + " " + answer.stopReasonAsString() + metadata(answer);
            });
            streams(client);
        }
    }

    private void streams(BedrockRuntimeAsyncClient client) {
        twice("stream", () -> {
            StringBuilder said = new StringBuilder();
            client.converseStream(
                            request -> request.modelId(Answers.MODEL)
                                    .messages(question().messages()),
                            ConverseStreamResponseHandler.builder()
                                    .onResponse(response -> said.append(metadata(response)))
                                    .subscriber(event ->
                                            said.append(event.sdkEventType()).append(' '))
                                    .onComplete(() -> said.append("complete"))
                                    .build())
                    .join();
            return said;
        });
        twice("models", () -> {
            StringBuilder said = new StringBuilder();
            client.invokeModelWithResponseStream(
                            request ->
                                    request.modelId(Answers.MODEL).body(SdkBytes.fromUtf8String("{\"prompt\":\"Hi\"}")),
                            InvokeModelWithResponseStreamResponseHandler.builder()
                                    .subscriber(InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                                            .onChunk(chunk ->
                                                    said.append(chunk.bytes().asUtf8String()))
                                            .build())
                                    .build())
                    .join();
            return said;
        });
        provider.answers(Answers.STREAM, Answers.EVENTS, Answers.events(Answers.CHAT_EVENTS.subList(0, 5)));
        twice("broken", () -> {
            StringBuilder said = new StringBuilder();
            client.converseStream(
                            request -> request.modelId(Answers.MODEL),
                            ConverseStreamResponseHandler.builder()
                                    .subscriber(event ->
                                            said.append(event.sdkEventType()).append(' '))
                                    .build())
                    .join();
            return said;
        });
    }

    private BedrockRuntimeClient client(AwsCredentialsProvider account) {
        return BedrockRuntimeClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(provider.url()))
                .credentialsProvider(account)
                .build();
    }

    static ConverseRequest question() {
        return ConverseRequest.builder()
                .modelId(Answers.MODEL)
                .messages(message ->
                        message.role(ConversationRole.USER).content(ContentBlock.fromText("Where is my order?")))
                .build();
    }

    private static String metadata(BedrockRuntimeResponse answer) {
        return " " + answer.responseMetadata().requestId() + " "
                + answer.sdkHttpResponse().statusCode() + " "
                + answer.sdkHttpResponse().matchingHeaders("set-cookie");
    }

    private void twice(String what, Supplier<Object> call) {
        int before = provider.requests();
        call.get();
        Object second = call.get();
        System.out.println(what + " " + (provider.requests() - before) + " " + second);
    }
}
