package dev.reprise.clients.springai1;

import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** All that came, as text, and how a stream is cancelled. Parts of the library's types have no text of their own. */
final class Told {

    private Told() {}

    static String of(ChatResponse response) {
        return response.getResults().stream().map(Told::of).toList() + " "
                + response.getMetadata().getId() + " "
                + response.getMetadata().getModel() + " "
                + of(response.getMetadata().getUsage());
    }

    private static String of(Generation generation) {
        AssistantMessage message = generation.getOutput();
        return message.getText() + " " + message.getToolCalls() + " " + new TreeMap<>(message.getMetadata()) + " "
                + generation.getMetadata().getFinishReason();
    }

    static String of(Usage usage) {
        return usage.getPromptTokens() + " " + usage.getCompletionTokens() + " " + usage.getNativeUsage();
    }

    static String all(Flux<ChatResponse> stream) {
        return stream.toStream().map(Told::of).collect(Collectors.joining("\n"));
    }

    static Cancellation begun(Flux<ChatResponse> stream) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(1);
        Disposable subscription = stream.subscribe(part -> come.countDown());
        come.await();
        return subscription::dispose;
    }
}
