package dev.reprise.clients;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A service that asks the same again and again, of which Reprise asks the provider behind its back, and prints what it got. Whatever
 * it keeps for a millisecond is over when it asks again.
 */
public final class BehindRun {

    private final UnsteadyProvider provider;
    private final String path;
    private final UnaryOperator<String> answer;
    private final Callable<String> ask;

    /**
     * @param path where the client asks
     * @param answer makes what is sent of the text of an answer
     * @param ask returns the text that comes back, and what else is printed of each call
     */
    public BehindRun(UnsteadyProvider provider, String path, UnaryOperator<String> answer, Callable<String> ask) {
        this.provider = provider;
        this.path = path;
        this.answer = answer;
        this.ask = ask;
    }

    /** Starts a provider whose threads do not keep the process alive. */
    public static UnsteadyProvider provider() throws Exception {
        FutureTask<UnsteadyProvider> started = new FutureTask<>(UnsteadyProvider::start);
        Thread thread = new Thread(started, "starts the provider");
        thread.setDaemon(true); // As are those that it starts.
        thread.start();
        return started.get();
    }

    /** Asks while the provider holds what it is asked, answers, fails, and holds again; ends while it does. */
    public void run() throws Exception {
        provider.answers(path, answer.apply("one"));
        tell("first");

        provider.answers(path, answer.apply("two"));
        provider.holds();
        tell("held");
        eventually(() -> provider.requests() == 2);
        tell("held again");
        tell("and again");
        System.out.println("requests: " + provider.requests());
        behind().forEach(thread -> System.out.println("thread: " + thread.getName() + ", daemon " + thread.isDaemon()
                + ", "
                + (thread.getContextClassLoader() == Thread.currentThread().getContextClassLoader())));
        provider.goesOn();
        eventually(() -> asked().startsWith("two"));
        untilNobodyAsks();
        System.out.println("then: two");

        provider.fails(503);
        tell("failing");
        untilNobodyAsks();
        tell("still failing");
        untilNobodyAsks();

        provider.answers(path, answer.apply("three"));
        provider.holds();
        int before = provider.requests();
        tell("held while it is on");
        eventually(() -> !asked().isEmpty() && provider.requests() > before); // After a pause, for it has failed.
        mode("off");
        provider.goesOn();
        untilNobodyAsks();
        tell("off");
        mode("on");
        provider.holds();
        tell("on again");
        eventually(() -> provider.requests() > before + 2);
    }

    private void tell(String what) {
        untilLater();
        System.out.println(what + ": " + asked());
    }

    private String asked() {
        try {
            return ask.call();
        } catch (Exception thrown) {
            return thrown.getClass().getName();
        }
    }

    private static void mode(String mode) throws JMException {
        ObjectName bean = new ObjectName("dev.reprise:type=Reprise");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        eventually(() -> server.isRegistered(bean));
        server.setAttribute(bean, new Attribute("Mode", mode));
    }

    private static void untilNobodyAsks() {
        eventually(() -> behind().isEmpty());
    }

    private static List<Thread> behind() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reprise-behind"))
                .toList();
    }

    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void untilLater() {
        long now = System.currentTimeMillis();
        eventually(() -> System.currentTimeMillis() > now + 1);
    }
}
