package dev.reprise.engine.thread;

/** A thread that can make no other, as where the process has as many as it may have. */
public final class LastThread extends Thread {

    private LastThread(Runnable task) {
        super(task, "last");
    }

    /** Runs a task on one to its end. */
    public static void run(Runnable task) throws InterruptedException {
        Thread last = new LastThread(task);
        last.start();
        last.join();
    }

    @Override
    public ClassLoader getContextClassLoader() {
        if (currentThread() == this) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return super.getContextClassLoader();
    }
}
