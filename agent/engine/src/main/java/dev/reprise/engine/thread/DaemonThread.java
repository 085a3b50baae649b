package dev.reprise.engine.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that keep neither the process alive nor anything of their creator: no context class loader, no inheritable thread
 * locals, no access control context, no thread group.
 */
public final class DaemonThread {

    private DaemonThread() {}

    /**
     * Makes a thread; does not start it. Privileged, because a thread keeps the access control context of its creator up to Java 23, and with it the class
     * loaders of everything on the creator's stack: an undeployed web application would never be collected.
     */
    @SuppressWarnings("removal")
    public static Thread of(String name, Runnable action) {
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
