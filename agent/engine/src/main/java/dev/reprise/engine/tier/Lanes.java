package dev.reprise.engine.tier;

import java.util.concurrent.atomic.AtomicLongArray;

/** Who is reading at this moment, and since when: at most as many as there are lanes. Thread-safe; never waits. */
final class Lanes {

    /** Since when a lane is taken, by the clock in nanoseconds; zero if it is free. */
    private final AtomicLongArray since;

    Lanes(int lanes) {
        this.since = new AtomicLongArray(lanes);
    }

    /**
     * Takes a lane.
     *
     * @param overdue nanoseconds after which nobody follows one who is still reading
     * @return the lane, to be left again; negative if none is free, or somebody is overdue
     */
    int enter(long now, long overdue) {
        int first = (int) (Thread.currentThread().getId() % since.length());
        int free = -1;
        for (int i = 0; i < since.length(); i++) {
            int lane = (first + i) % since.length();
            long begun = since.get(lane);
            if (begun == 0) {
                free = free < 0 ? lane : free;
            } else if (now - begun > overdue) {
                return -1;
            }
        }
        return free >= 0 && since.compareAndSet(free, 0, now | 1) ? free : -1;
    }

    void leave(int lane) {
        since.set(lane, 0);
    }

    /** Returns for how many nanoseconds somebody has been reading; zero if nobody is. */
    long longest(long now) {
        long longest = 0;
        for (int i = 0; i < since.length(); i++) {
            long begun = since.get(i);
            longest = begun == 0 ? longest : Math.max(longest, now - begun);
        }
        return longest;
    }
}
