package dev.reprise.demo.service;

/**
 * One contribution to a conversation.
 *
 * @param role who spoke
 * @param text what was said
 */
public record Turn(Role role, String text) {

    /** Who spoke. */
    public enum Role {
        /** The customer. */
        USER,
        /** The model. */
        ASSISTANT
    }

    /** The service's own estimate: four characters are a token. */
    int tokens() {
        return text.length() / 4;
    }
}
