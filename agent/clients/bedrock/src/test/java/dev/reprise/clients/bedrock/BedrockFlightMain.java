package dev.reprise.clients.bedrock;

import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/** A service that asks for the same stream several times before there is an answer. */
public final class BedrockFlightMain {

    private BedrockFlightMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start();
                BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create(provider.url()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                        .overrideConfiguration(more -> more.retryStrategy(retry -> retry.maxAttempts(1)))
                        .build()) {
            new FlightRun(provider, Answers.STREAM, Answers.EVENTS, Answers.events(Answers.CHAT_EVENTS))
                    .together("stream", question -> ask(client, question))
                    .cancelled("stream", question -> ask(client, question));
        }
    }

    /** What is told of an answer; whoever cancels it cancels the request. */
    private static final class Told extends CompletableFuture<String> {

        private volatile CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            end.cancel(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
        }
    }

    private static CompletableFuture<String> ask(BedrockRuntimeAsyncClient client, String question) {
        StringBuffer events = new StringBuffer();
        Told told = new Told();
        told.end = client.converseStream(
                request -> request.modelId(Answers.MODEL).messages(message -> message.role(ConversationRole.USER)
                        .content(ContentBlock.fromText(question))),
                ConverseStreamResponseHandler.builder()
                        .subscriber(event -> events.append(event.sdkEventType()).append(' '))
                        .onComplete(() -> events.append("complete"))
                        .build());
        told.end.whenComplete((nothing, thrown) -> {
            if (thrown != null) {
                told.completeExceptionally(thrown);
            } else if (!events.toString().endsWith("messageStop metadata complete")) {
                told.completeExceptionally(new IllegalStateException(events.toString()));
            } else {
                told.complete(events.toString());
            }
        });
        return told;
    }
}
