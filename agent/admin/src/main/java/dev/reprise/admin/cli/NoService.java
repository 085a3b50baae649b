package dev.reprise.admin.cli;

import java.io.IOException;

/** No JVM of this user has the agent, and none was named. */
final class NoService extends IOException {

    private static final long serialVersionUID = 1;

    NoService(String message) {
        super(message);
    }
}
