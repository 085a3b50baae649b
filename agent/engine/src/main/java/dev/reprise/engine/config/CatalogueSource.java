package dev.reprise.engine.config;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file of the built-in catalogue: the vocabulary of a user's file, and the keys {@code client}, {@code tested},
 * {@code stateful}, {@code allow} and {@code implementers}.
 *
 * @param name how problems in it are located, such as {@code catalogue/langchain4j.yaml}
 * @param content opens the file; the reader closes it
 * @param isCompiled whether the content is what {@link CompiledDocument#compile} made of it; YAML in UTF-8 otherwise
 */
public record CatalogueSource(String name, Supplier<InputStream> content, boolean isCompiled) {

    /** Returns a file as it was written. */
    public static CatalogueSource yaml(String name, Supplier<InputStream> content) {
        return new CatalogueSource(name, content, /* isCompiled= */ false);
    }

    /** Returns a file as the build has compiled it. */
    public static CatalogueSource compiled(String name, Supplier<InputStream> content) {
        return new CatalogueSource(name, content, /* isCompiled= */ true);
    }
}
