package dev.reprise.agent;

/** A thread that the JVM starts when it ends. It carries nothing of the thread that made it, and fails in silence. */
final class ExitHook extends Thread {

    private final Runnable end;

    ExitHook(Runnable end) {
        super(null, null, "reprise-exit", 0, /* inheritThreadLocals= */ false);
        this.end = end;
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        try {
            end.run();
        } catch (Throwable failure) {
            // Uncaught it would end in the host's handler, or as a stack trace; the service has ended as it should.
        }
    }
}
