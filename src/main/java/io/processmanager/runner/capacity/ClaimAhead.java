package io.processmanager.runner.capacity;

import java.util.function.LongSupplier;

/**
 * How many processes to claim ahead of free slots: as many as get one within 50 ms at the current pace. Slots of short
 * steps never idle and one claim serves many; with long steps, nothing is withheld from other nodes.
 */
public final class ClaimAhead {

    private static final long HORIZON_NANOS = 50_000_000;
    /** The pace is measured over this window, or a shorter one if enough processes ended: bursts must not wait. */
    private static final long WINDOW_NANOS = 50_000_000;
    private static final long LEAST_WINDOW_NANOS = 5_000_000;
    private static final int MUCH = 32;

    private final int most;
    private final LongSupplier nanoTime;
    private long windowStart;
    private long endedInWindow;
    private double endedPerNano;

    /**
     * @param most limit at the highest pace
     * @param nanoTime monotonic clock
     */
    public ClaimAhead(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** Counts an ended process. */
    public synchronized void ended() {
        endedInWindow++;
    }

    /** @return how many processes may wait for a slot */
    public synchronized int limit() {
        long now = nanoTime.getAsLong();
        long window = now - windowStart;
        if (window >= WINDOW_NANOS || window >= LEAST_WINDOW_NANOS && endedInWindow >= MUCH) {
            endedPerNano = (double) endedInWindow / window;
            endedInWindow = 0;
            windowStart = now;
        }
        return (int) Math.min(most, endedPerNano * HORIZON_NANOS);
    }
}
