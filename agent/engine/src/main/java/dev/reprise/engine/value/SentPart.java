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

    /**
     * The first part of an HTTP answer that is handed out whole.
     *
     * @param status its status
     * @param headers names and values of its headers, one after the other
     */
    record Answer(int status, List<String> headers) implements SentPart {

        /** Returns the first value of a header; null if there is none. */
        public @Nullable String header(String name) {
            for (int i = 0; i < headers.size(); i += 2) {
                if (headers.get(i).equalsIgnoreCase(name)) {
                    return headers.get(i + 1);
                }
            }
            return null;
        }

        /** Returns how large the body is, as the header says; -1 if nobody knows. */
        public long length() {
            String length = header("content-length");
            try {
                return length == null ? -1 : Long.parseLong(length.trim());
            } catch (NumberFormatException unknown) {
                return -1;
            }
        }
    }

    /**
     * A piece of the body of an HTTP answer.
     *
     * @param content not changed any more
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Piece(byte[] content) implements SentPart {}

    /**
     * The last part of an HTTP answer, whose body is complete.
     *
     * @param contents what the library makes of it: one value, or those of a stream; none in an entry
     */
    record Whole(List<?> contents) implements SentPart {}
}
