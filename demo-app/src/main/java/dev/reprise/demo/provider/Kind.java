package dev.reprise.demo.provider;

import java.util.Locale;

/** A kind of request, each with its own path. */
public enum Kind {
    /** {@code /v1/chat/completions}. */
    CHAT("/v1/chat/completions"),
    /** {@code /v1/responses}. */
    RESPONSES("/v1/responses"),
    /** {@code /v1/embeddings}. */
    EMBEDDINGS("/v1/embeddings");

    private final String path;

    Kind(String path) {
        this.path = path;
    }

    /**
     * Returns the path under which the provider answers it.
     *
     * @return the absolute path, without a query
     */
    public String path() {
        return path;
    }

    /**
     * Returns the name that stands in reports.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
