package dev.reprise.admin.cli;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.weaver.match.AnnotationRules;
import java.io.File;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What the commands work with.
 *
 * @param console where they say something
 * @param version of the agent
 * @param jar the agent
 * @param catalogue the built-in clients, which a configuration may name
 * @param annotations how to turn the annotations of a service into rules; the second argument takes what is odd
 */
record ToolContext(
        Console console,
        String version,
        File jar,
        List<CatalogueSource> catalogue,
        BiFunction<Configuration, Consumer<String>, AnnotationRules> annotations) {}
