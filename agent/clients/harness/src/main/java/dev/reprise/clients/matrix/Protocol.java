package dev.reprise.clients.matrix;

import org.jspecify.annotations.Nullable;

/** How a provider talks. */
public interface Protocol {

    /**
     * Answers a request.
     *
     * @return null for a path that the protocol does not know
     */
    @Nullable
    Reply answer(Asked asked);

    /** Returns the body of an error. */
    String error();

    /** Returns a protocol that knows all paths of some, and errs as the first one does. */
    static Protocol of(Protocol first, Protocol... others) {
        return new Protocol() {

            @Override
            public @Nullable Reply answer(Asked asked) {
                Reply reply = first.answer(asked);
                for (int i = 0; reply == null && i < others.length; i++) {
                    reply = others[i].answer(asked);
                }
                return reply;
            }

            @Override
            public String error() {
                return first.error();
            }
        };
    }
}
