package dev.reprise.weaver.check;

import dev.reprise.engine.config.Mode;
import java.util.List;

/**
 * A client of the catalogue that is on a class path.
 *
 * @param client its name
 * @param mode what is done with its calls
 * @param libraries the jars that have it, by name
 * @param unknown the versions of it that the catalogue was not tested with
 * @param tested the versions that it was tested with, as ranges
 * @param methods how many methods of it are woven
 */
public record CheckedClient(
        String client, Mode mode, List<String> libraries, List<String> unknown, List<String> tested, int methods) {

    /** Copies all. */
    public CheckedClient {
        libraries = List.copyOf(libraries);
        unknown = List.copyOf(unknown);
        tested = List.copyOf(tested);
    }
}
