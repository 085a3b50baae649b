package dev.reprise.clients.matrix;

/**
 * A request to the provider.
 *
 * @param path the path of its address
 * @param body its body as text
 * @param number how many requests came, this one included; whatever is answered is to hold it, so that no two answers are
 *     equal
 * @param truncated whether the answer is to end because of the limit of tokens
 */
public record Asked(String path, String body, int number, boolean truncated) {

    /** Whether the request asks for a stream as OpenAI's, Anthropic's and Ollama's do. */
    boolean streamed() {
        return body.replace(" ", "").contains("\"stream\":true");
    }

    /** Returns one of two texts: the reason why the answer ended. */
    String end(String whole, String cut) {
        return truncated ? cut : whole;
    }
}
