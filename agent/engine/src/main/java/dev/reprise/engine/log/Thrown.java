package dev.reprise.engine.log;

/** Names what was thrown, in one line. */
final class Thrown {

    private Thrown() {}

    /** Returns class and message, and those of the root cause if there is another; never throws. */
    static String describe(Throwable thrown) {
        String own = one(thrown);
        Throwable root = thrown;
        for (int depth = 0; depth < 32; depth++) {
            Throwable cause = root.getCause();
            if (cause == null || cause == root) {
                break;
            }
            root = cause;
        }
        return root == thrown ? own : own + ", caused by " + one(root);
    }

    private static String one(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? name : name + ": " + message;
        } catch (RuntimeException e) { // The host's own exception may do anything.
            return name;
        }
    }
}
