package dev.reprise.engine.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.slf4j.LoggerFactory;

/**
 * Makes threads that keep neither the process alive nor anything of their creator: no context class loader, no inheritable thread
 * locals, no access control context, no thread group.
 */
public final class DaemonThread {

    private DaemonThread() {}

    /**
     * Makes a thread that runs code of the agent alone. What escapes it is a line of the log, and no matter of the handler that
     * the service has for its own threads, which may end the process.
     */
    public static Thread of(String name, Runnable action) {
        Thread thread = ofHost(name, action);
        thread.setUncaughtExceptionHandler(DaemonThread::hasEnded);
        return thread;
    }

    private static void hasEnded(Thread thread, Throwable failure) {
        try {
            LoggerFactory.getLogger(DaemonThread.class)
                    .error("{} has ended, because something unexpected failed in it", thread.getName(), failure);
        } catch (Throwable silent) {
            // As where there is no memory left.
        }
    }

    /**
     * Makes a thread that runs code of the service, too, such as callbacks: what escapes that is for the handler of the service,
     * as on a client's own thread. Does not start it. Privileged, because a thread keeps the access control context of its creator up to Java 23, and with it the class
     * loaders of everything on the creator's stack: an undeployed web application would never be collected.
     */
    @SuppressWarnings("removal")
    public static Thread ofHost(String name, Runnable action) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            Thread thread = new Thread(group, action, name, 0, /* inheritThreadLocals= */ false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }
}
