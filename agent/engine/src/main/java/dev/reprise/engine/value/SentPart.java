package dev.reprise.engine.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer that an entry holds as the provider sent it, because only the client's own library can make of it
 * what it hands out.
 */
public sealed interface SentPart {

    /**
     * The first part: how the library is to read the others.
     *
     * @param reader the name of the method that reads them
     * @param rooted whether that method also wants the whole beside the part
     * @param headers names and values of the HTTP answer's headers, which parts hold, one after the other; null if they do not
     */
    record Head(String reader, boolean rooted, @Nullable List<String> headers) implements SentPart {}

    /**
     * What came at once.
     *
     * @param text as it was sent
     * @param content what the library makes of it; null in an entry
     */
    record Event(String text, @Nullable Object content) implements SentPart {}
}
