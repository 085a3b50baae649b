package dev.reprise.jar;

import java.util.List;
import java.util.function.IntSupplier;

/**
 * How a service that calls a provider ended: without the agent, with nothing cached, and once more after that.
 *
 * @param requests how many requests each of the three made, as far as they are counted outside the service
 */
public record Runs(Ended plain, Ended first, Ended again, List<Integer> requests) {

    /**
     * Forks the service three times.
     *
     * @param fork describes the JVM without the agent, which it has from then on
     */
    public static Runs of(Fork fork, Class<?> main, String... arguments) {
        return of(fork, () -> 0, main, arguments);
    }

    /**
     * As above, with a provider in this JVM.
     *
     * @param asked tells how many requests came so far
     */
    public static Runs of(Fork fork, IntSupplier asked, Class<?> main, String... arguments) {
        int before = asked.getAsInt();
        Ended plain = fork.run(main, arguments);
        int afterPlain = asked.getAsInt();
        fork.agent("clients: on");
        Ended first = fork.run(main, arguments);
        int afterFirst = asked.getAsInt();
        Ended again = fork.run(main, arguments);
        return new Runs(
                plain,
                first,
                again,
                List.of(afterPlain - before, afterFirst - afterPlain, asked.getAsInt() - afterFirst));
    }
}
