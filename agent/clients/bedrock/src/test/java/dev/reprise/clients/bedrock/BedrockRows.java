package dev.reprise.clients.bedrock;

import dev.reprise.clients.matrix.BedrockProtocol;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import dev.reprise.clients.matrix.Matrix;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;

/** The calls of AWS Bedrock. */
public final class BedrockRows {

    private static final StaticCredentialsProvider ACCOUNT =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    private BedrockRows() {}

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Matrix.run(arguments, new BedrockProtocol(), BedrockRows::add);
    }

    private static void add(Matrix matrix) {
        BedrockRuntimeClient client = BedrockRuntimeClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(matrix.url()))
                .credentialsProvider(ACCOUNT)
                .build();
        BedrockRuntimeAsyncClient later = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(matrix.url()))
                .credentialsProvider(ACCOUNT)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
        matrix.row("BedrockRuntimeClient.converse", question -> all(client.converse(chat(question))));
        matrix.row("BedrockRuntimeClient.invokeModel", question -> all(client.invokeModel(invocation(question))));
        matrix.row("BedrockRuntimeClient.countTokens", question -> all(client.countTokens(count(question))));
        matrix.row(
                        "BedrockRuntimeAsyncClient.converse",
                        question -> all(later.converse(chat(question)).join()))
                .cancelled(question -> running(later.converse(chat(question))));
        matrix.row(
                        "BedrockRuntimeAsyncClient.invokeModel",
                        question -> all(later.invokeModel(invocation(question)).join()))
                .cancelled(question -> running(later.invokeModel(invocation(question))));
        matrix.row(
                        "BedrockRuntimeAsyncClient.countTokens",
                        question -> all(later.countTokens(count(question)).join()))
                .cancelled(question -> running(later.countTokens(count(question))));
        matrix.row("BedrockRuntimeAsyncClient.converseStream", question -> {
                    Handlers.Log log = new Handlers.Log();
                    later.converseStream(streamed(question), Handlers.ofChats(log))
                            .join();
                    return all(log);
                })
                .cancelled(question -> begun(log -> later.converseStream(streamed(question), Handlers.ofChats(log))));
        matrix.row("BedrockRuntimeAsyncClient.invokeModelWithResponseStream", question -> {
                    Handlers.Log log = new Handlers.Log();
                    later.invokeModelWithResponseStream(invocationInParts(question), Handlers.ofModels(log))
                            .join();
                    return all(log);
                })
                .cancelled(question -> begun(log ->
                        later.invokeModelWithResponseStream(invocationInParts(question), Handlers.ofModels(log))));
    }

    private static ConverseStreamRequest streamed(String question) {
        return ConverseStreamRequest.builder()
                .modelId(Answers.MODEL)
                .messages(chat(question).messages())
                .build();
    }

    private static InvokeModelWithResponseStreamRequest invocationInParts(String question) {
        return InvokeModelWithResponseStreamRequest.builder()
                .modelId(Answers.MODEL)
                .body(body(question))
                .build();
    }

    private static String all(Handlers.Log log) {
        StringBuilder all = new StringBuilder(log.all.toString());
        for (Object event : log.events) {
            all.append(' ')
                    .append(event instanceof PayloadPart part ? part.bytes().asUtf8String() : event.toString());
        }
        return all + metadata((BedrockRuntimeResponse) log.response);
    }

    /** Returns how a stream is cancelled whose first part has come. */
    private static Cancellation begun(Function<Handlers.Log, CompletableFuture<Void>> ask) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(1);
        Handlers.Log log = new Handlers.Log() {
            @Override
            void on(Object event) {
                come.countDown();
            }
        };
        CompletableFuture<Void> future = ask.apply(log);
        if (!come.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no event: " + log.all);
        }
        return () -> future.cancel(true);
    }

    private static ConverseRequest chat(String question) {
        return ConverseRequest.builder()
                .modelId(Answers.MODEL)
                .messages(message -> message.role(ConversationRole.USER).content(ContentBlock.fromText(question)))
                .build();
    }

    private static InvokeModelRequest invocation(String question) {
        return InvokeModelRequest.builder()
                .modelId(Answers.MODEL)
                .body(body(question))
                .build();
    }

    private static CountTokensRequest count(String question) {
        return CountTokensRequest.builder()
                .modelId(Answers.MODEL)
                .input(input -> input.invokeModel(invoked -> invoked.body(body(question))))
                .build();
    }

    private static SdkBytes body(String question) {
        return SdkBytes.fromUtf8String("{\"prompt\":\"" + question + "\"}");
    }

    private static String all(ConverseResponse answer) {
        return answer.output().message().content().get(0).text() + " " + answer.usage() + " "
                + answer.stopReasonAsString() + metadata(answer);
    }

    private static String all(InvokeModelResponse answer) {
        return answer.body().asUtf8String() + " " + answer.contentType() + metadata(answer);
    }

    private static String all(CountTokensResponse answer) {
        return answer.inputTokens() + metadata(answer);
    }

    private static String metadata(BedrockRuntimeResponse answer) {
        SdkHttpResponse http = answer.sdkHttpResponse();
        return " " + answer.responseMetadata().requestId() + " " + http.statusCode() + " "
                + http.matchingHeaders("x-request-id");
    }

    private static Cancellation running(CompletableFuture<?> future) {
        return () -> future.cancel(true);
    }
}
