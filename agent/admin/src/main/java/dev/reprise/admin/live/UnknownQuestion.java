package dev.reprise.admin.live;

import java.io.IOException;

/** An agent does not know what it is asked, because it is of another version. */
public final class UnknownQuestion extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownQuestion(String message) {
        super(message);
    }
}
