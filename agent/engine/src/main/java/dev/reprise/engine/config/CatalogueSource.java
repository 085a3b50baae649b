package dev.reprise.engine.config;

import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A file of the built-in catalogue: the vocabulary of a user's file, and the keys {@code client}, {@code tested},
 * {@code stateful}, {@code allow} and {@code implementers}.
 *
 * @param name how problems in it are located, such as {@code catalogue/langchain4j.yaml}; of a compiled one the client's name
 * @param packages of a compiled one the beginnings of the names of the client's classes, such as {@code dev.langchain4j.model.}
 * @param content opens the file; the reader closes it
 * @param isCompiled whether the content is what {@link CompiledDocument#compile} made of it; YAML in UTF-8 otherwise
 */
public record CatalogueSource(String name, List<String> packages, Supplier<InputStream> content, boolean isCompiled) {

    /** Returns a file as it was written, which is read with the configuration. */
    public static CatalogueSource yaml(String name, Supplier<InputStream> content) {
        return new CatalogueSource(name, List.of(), content, /* isCompiled= */ false);
    }

    /** Returns a file as the build has compiled it, which is read when its rules are asked for. */
    public static CatalogueSource compiled(String client, List<String> packages, Supplier<InputStream> content) {
        return new CatalogueSource(client, packages, content, /* isCompiled= */ true);
    }
}
