package dev.reprise.engine;

import dev.reprise.engine.shape.Asker;
import org.jspecify.annotations.Nullable;

/**
 * Headers that Azure's library adds to a request because the context of who subscribes has them, at each subscription
 * others: they decide who is asked and as whom, and are in none of what a key is made of.
 */
final class SubscribersHeaders {

    private static final String LIBRARY = "com.azure.";
    private static final String HEADERS = "azure-http-headers-key";

    private SubscribersHeaders() {}

    /** Returns why a subscription has no key; null if no header comes by it. */
    static @Nullable String refusal(CachedMethod method, Asker asker) {
        return method.name().startsWith(LIBRARY) && asker.context(HEADERS) != null
                ? "its subscriber's context adds headers to the request (" + HEADERS + "), which are not in the key;"
                        + " set them by the client's builder, or by RequestOptions of a call that takes them"
                : null;
    }
}
