package dev.reprise.clients;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what Reprise writes behind the calls. It does so itself when a service ends, but for two seconds at the most, which
 * a busy machine may need for something else; few tests are about that.
 */
public final class Written {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Written() {}

    /** Returns when each of Reprise's writers waits for something to write, if there is one, or after a minute. */
    public static void await() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (isUnderWay() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isUnderWay() {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            String name = each.getKey().getName();
            if (name.startsWith("reprise-") && name.endsWith("writer") && !waits(each.getKey(), each.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean waits(Thread writer, StackTraceElement[] stack) {
        if (writer.getState() != Thread.State.WAITING) {
            return false; // It was just notified, perhaps.
        }
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().endsWith(".WriteBehind")) {
                return frame.getMethodName().equals("next")
                        && stack[0].getClassName().equals("java.lang.Object");
            }
        }
        return false;
    }
}
