package dev.reprise.engine.standing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * What has changed and is to be logged, in the order of the changes, and by one thread at a time. While that thread is kept
 * waiting by the log, the others go on, and leave it what they have to say. Thread-safe.
 */
final class Announcements {

    private final Logger log;
    private final Queue<Announcement> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    private record Announcement(boolean isError, String text) {}

    Announcements(Logger log) {
        this.log = log;
    }

    /** Takes a line that {@link #tell} is to log, and returns it. Whoever adds several in an order does so under a lock. */
    String add(String line) {
        untold.add(new Announcement(/* isError= */ false, line));
        return line;
    }

    /** Takes an error, as above. */
    void addError(String line) {
        untold.add(new Announcement(/* isError= */ true, line));
    }

    /** Logs what is there to be told, unless a thread is about it already. No lock is to be held meanwhile. */
    void tell() {
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Announcement next = untold.poll(); next != null; next = untold.poll()) {
                    if (next.isError) {
                        log.error("{}", next.text);
                    } else {
                        log.info("{}", next.text);
                    }
                }
            } finally {
                telling.set(false);
            }
        }
    }
}
