package dev.reprise.clients.matrix;

/** Something that a service does with a client. */
@FunctionalInterface
public interface Call {

    /**
     * Asks.
     *
     * @param question what is asked for; a part of the request
     * @return all that came, as text
     * @throws Exception if the call fails
     */
    String ask(String question) throws Exception;
}
