package dev.reprise.demo.service;

import java.util.function.Supplier;

/** Where the service reports how long its steps take, as services do. */
public interface Meter {

    /**
     * Runs and reports a step.
     *
     * @param step its name
     * @param body what to run
     * @param <T> the type of the result
     * @return what the body returned
     */
    <T> T measure(String step, Supplier<T> body);
}
