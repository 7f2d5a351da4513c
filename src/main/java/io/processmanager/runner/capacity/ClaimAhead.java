package io.processmanager.runner.capacity;

import java.util.function.LongSupplier;

/**
 * How many processes are claimed before there is a slot for them: as many as will find one within some milliseconds at the present pace. Short
 * steps are then never waited for by an idle slot, and one claim serves many of them; where steps take long, nothing is kept from other nodes.
 */
public final class ClaimAhead {

    private static final long HORIZON_NANOS = 50_000_000;
    /** The pace is known after that, whatever has ended; and before, if much has: a burst is not to wait. */
    private static final long WINDOW_NANOS = 50_000_000;
    private static final long LEAST_WINDOW_NANOS = 5_000_000;
    private static final int MUCH = 32;

    private final int most;
    private final LongSupplier nanoTime;
    private long windowStart;
    private long endedInWindow;
    private double endedPerNano;

    /**
     * @param most the limit at the highest pace
     * @param nanoTime a monotonic clock
     */
    public ClaimAhead(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** To be called when a process has ended. */
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
