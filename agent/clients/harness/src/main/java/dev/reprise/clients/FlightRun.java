package dev.reprise.clients;

import dev.reprise.clients.StandInProvider.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks a client the same several times before its provider has answered once, and prints how many requests came for how many
 * answers: {@code result NAME together: requests 1, answers 10, failures 0}.
 */
public final class FlightRun {

    private static final int TOGETHER = 10;

    /** Asks something; what comes in the end is the whole answer. */
    @FunctionalInterface
    public interface Asking {
        CompletableFuture<String> ask(String question);
    }

    /** Asks something on the thread that waits for the answer; returns the whole answer. */
    @FunctionalInterface
    public interface Pulling {
        String ask(String question) throws Exception;
    }

    private final StandInProvider provider;
    private final @Nullable Reply reply;
    private volatile CountDownLatch asked = new CountDownLatch(0);
    private final AtomicBoolean broken = new AtomicBoolean();
    private int before;

    /**
     * @param path where the client asks
     * @param reply what is answered
     */
    public FlightRun(StandInProvider provider, String path, Reply reply) {
        this.provider = provider;
        this.reply = reply;
        provider.answers(path, request -> answer());
    }

    /**
     * As above, for an answer that is no text.
     *
     * @param type what it is
     */
    public FlightRun(StandInProvider provider, String path, String type, byte[] body) {
        this.provider = provider.answers(path, type, body);
        this.reply = null;
        provider.answers(path, request -> answer());
    }

    private @Nullable Reply answer() {
        try {
            asked.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return broken.getAndSet(false) ? new Reply("application/json", "{\"broken") : reply;
    }

    /** Prints what comes of equal calls of which all are answered. */
    public FlightRun together(String name, Asking client) {
        return print(name + " together", all(name + " together", client), /* cancelled= */ 0);
    }

    /** As above, where the first request gets no answer that a client could read. */
    public FlightRun broken(String name, Asking client) {
        List<CompletableFuture<String>> all = all(name + " broken", client);
        broken.set(true);
        return print(name + " broken", all, /* cancelled= */ 0);
    }

    /** As above, where who asked first wants no answer any more. */
    public FlightRun cancelled(String name, Asking client) {
        List<CompletableFuture<String>> all = all(name + " cancelled", client);
        all.get(0).cancel(true);
        return print(name + " cancelled", all, /* cancelled= */ 1);
    }

    /** Prints what comes of equal calls on threads of their own, of which all are answered: with the agent, once all but one wait. */
    public FlightRun pulled(String name, Pulling client) {
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<String>> all = all(name + " pulled", question -> pulled(client, question, threads));
        while (hasAgent() && provider.requests() - before + waiting(threads) < TOGETHER) {
            Thread.onSpinWait();
        }
        return print(name + " pulled", all, /* cancelled= */ 0);
    }

    private static CompletableFuture<String> pulled(Pulling client, String question, List<Thread> threads) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(client.ask(question));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return answer;
    }

    private static boolean hasAgent() {
        try {
            Class.forName("java.lang.RepriseGate");
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static int waiting(List<Thread> threads) {
        int waiting = 0;
        for (Thread thread : threads) {
            waiting += thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive() ? 1 : 0;
        }
        return waiting;
    }

    private List<CompletableFuture<String>> all(String question, Asking client) {
        before = provider.requests();
        asked = new CountDownLatch(1);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            all.add(client.ask(question));
        }
        return all;
    }

    private FlightRun print(String name, List<CompletableFuture<String>> all, int cancelled) {
        asked.countDown();
        int answers = 0;
        int failures = 0;
        for (CompletableFuture<String> each : all) {
            Boolean hasFailed = each.handle((answer, thrown) -> thrown != null).join();
            answers += hasFailed ? 0 : 1;
            failures += hasFailed && !each.isCancelled() ? 1 : 0;
        }
        System.out.println("result " + name + ": requests " + (provider.requests() - before) + ", answers " + answers
                + ", failures " + failures + ", cancelled " + cancelled);
        return this;
    }
}
