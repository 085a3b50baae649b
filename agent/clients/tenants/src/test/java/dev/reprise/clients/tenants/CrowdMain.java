package dev.reprise.clients.tenants;

import dev.reprise.api.Reprise;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Fifty customers on eight threads ask the same, themselves and over pools that all of them share. The first argument says
 * where the service has its customer, the second whether the code around the calls says so to Reprise.
 */
public final class CrowdMain {

    private static final int CUSTOMERS = 50;
    private static final int THREADS = 8;
    private static final int ROUNDS = 3;
    private static final int QUESTIONS = 3;

    private final Customers customers;
    private final boolean tells;
    private final ExecutorService shared;
    private final Assistant assistant;

    private CrowdMain(Customers customers, boolean tells, ExecutorService shared) {
        this.customers = customers;
        this.tells = tells;
        this.shared = shared;
        this.assistant = new Assistant(customers, shared);
    }

    public static void main(String[] arguments) throws Exception {
        Customers customers = Customers.valueOf(arguments[0]);
        Hooks.enableAutomaticContextPropagation();
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor("customer", customers::get, customers::set, customers::clear);
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
        ExecutorService shared =
                ContextExecutorService.wrap(Executors.newFixedThreadPool(THREADS), () -> snapshots.captureAll());
        ExecutorService crowd = Executors.newFixedThreadPool(THREADS);
        CrowdMain main = new CrowdMain(customers, Boolean.parseBoolean(arguments[1]), shared);
        for (int round = 0; round < ROUNDS; round++) {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                String name = "c" + customer;
                wrong.add(crowd.submit(() -> main.wrongAnswers(name)));
            }
            int all = 0;
            for (Future<Integer> each : wrong) {
                all += each.get();
            }
            System.out.println("round " + round + " bodies " + Assistant.BODIES.getAndSet(0) + " wrong " + all);
        }
        crowd.shutdown();
        shared.shutdown();
        Schedulers.shutdownNow();
    }

    private int wrongAnswers(String customer) throws Exception {
        customers.set(customer);
        try {
            return tells ? Reprise.tenant(customer, () -> asked(customer)) : asked(customer);
        } finally {
            customers.clear();
        }
    }

    private int asked(String customer) throws Exception {
        int wrong = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            int question = i;
            List<String> answers = new ArrayList<>();
            answers.add(assistant.answer(question));
            answers.add(shared.submit(() -> assistant.answer(question)).get());
            answers.add(CompletableFuture.supplyAsync(() -> assistant.answer(question), shared)
                    .get());
            answers.add(assistant.later(question).get());
            answers.add(shared.submit(() -> assistant.later(question)).get().get());
            answers.add(Mono.fromCallable(() -> assistant.answer(question))
                    .subscribeOn(Schedulers.parallel())
                    .block());
            answers.add(Mono.just(question)
                    .publishOn(Schedulers.boundedElastic())
                    .map(assistant::answer)
                    .block());
            answers.add(assistant
                    .reactive(question)
                    .subscribeOn(Schedulers.parallel())
                    .block());
            answers.add(Mono.just(question)
                    .publishOn(Schedulers.boundedElastic())
                    .flatMap(assistant::reactive)
                    .block());
            answers.add(assistant
                    .contextual(question)
                    .subscribeOn(Schedulers.parallel())
                    .contextWrite(context -> context.put("customer", customer))
                    .block());
            for (String answer : answers) {
                wrong += answer.equals(customer + " " + question) ? 0 : 1;
            }
        }
        return wrong;
    }
}
