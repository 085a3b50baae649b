package dev.reprise.benchmarks.hello;

/** The method that is woven in one of the cells of the start-up table. */
public final class Greeter {

    // Static, so that it is no part of a key.
    private static int greetings;

    private final String salutation;

    Greeter(String salutation) {
        this.salutation = salutation;
    }

    /**
     * Returns a greeting.
     *
     * @param name whom to greet
     * @return the greeting
     */
    public String greet(String name) {
        greetings++;
        // Not `+`: bootstrapping its invokedynamic would cost more than everything else here.
        return salutation.concat(name);
    }

    static int greetings() {
        return greetings;
    }
}
