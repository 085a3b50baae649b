package dev.reprise.agent;

/** A thread that the JVM starts when it ends. It carries nothing of the thread that made it. */
final class ExitHook extends Thread {

    ExitHook(Runnable end) {
        super(null, end, "reprise-exit", 0, /* inheritThreadLocals= */ false);
        setContextClassLoader(null);
    }
}
