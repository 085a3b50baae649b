package dev.reprise.engine.config;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file of the built-in catalogue: the vocabulary of a user's file, and the keys {@code client}, {@code stateful} and
 * {@code allow}.
 *
 * @param name how problems in it are located, such as {@code catalogue/langchain4j.yaml}
 * @param content opens the YAML text in UTF-8; the reader closes it
 */
public record CatalogueSource(String name, Supplier<InputStream> content) {}
