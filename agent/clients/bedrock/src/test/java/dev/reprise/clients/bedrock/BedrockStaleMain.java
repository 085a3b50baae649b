package dev.reprise.clients.bedrock;

import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/** A service that asks for one stream again and again while its provider fails in several ways. */
public final class BedrockStaleMain {

    private BedrockStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            provider.answers(Answers.STREAM, Answers.EVENTS, Answers.events(Answers.CHAT_EVENTS));
            StaleRun run = new StaleRun(provider, () -> "");
            try (BedrockRuntimeAsyncClient client = client(provider, 1)) {
                run.ask("stream", () -> ask(client));
            }
            try (BedrockRuntimeAsyncClient client = client(provider, 3)) {
                run.ask("stream tried again", () -> ask(client));
            }
        }
        System.exit(0);
    }

    private static BedrockRuntimeAsyncClient client(UnsteadyProvider provider, int attempts) {
        return BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(provider.url()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .overrideConfiguration(more -> more.retryStrategy(retry -> retry.maxAttempts(attempts)))
                .build();
    }

    /** Returns all that the handler was told, which must agree with the future. */
    private static Object ask(BedrockRuntimeAsyncClient client) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try {
            client.converseStream(
                            request -> request.modelId(Answers.MODEL)
                                    .messages(message ->
                                            message.role(ConversationRole.USER).content(ContentBlock.fromText("?"))),
                            ConverseStreamResponseHandler.builder()
                                    .onResponse(response -> told.add("response"))
                                    .onError(thrown -> told.add("error"))
                                    .subscriber(event -> told.add(event.toString()))
                                    .onComplete(() -> told.add("complete"))
                                    .build())
                    .get();
        } catch (ExecutionException thrown) {
            if (!told.contains("error")) {
                throw new IllegalStateException("only the future was told: " + told);
            }
            throw thrown;
        }
        return told;
    }
}
