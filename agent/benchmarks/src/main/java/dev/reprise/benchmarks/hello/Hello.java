package dev.reprise.benchmarks.hello;

/** Greets twice and says how often the greeting was really made. */
public final class Hello {

    private Hello() {}

    /**
     * Prints the greeting and, on a line of its own, the number of times its body ran: 2, or fewer with a cache.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) {
        Greeter greeter = new Greeter("Hello, ");
        greeter.greet("world");
        System.out.println(greeter.greet("world"));
        System.out.println(Greeter.greetings());
    }
}
