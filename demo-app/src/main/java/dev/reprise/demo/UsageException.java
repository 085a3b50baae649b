package dev.reprise.demo;

/** The demo cannot run as it was asked to; the message says why and what would help. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
