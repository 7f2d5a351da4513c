package io.processmanager.benchmark.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** When the steps of this JVM began: each of them tells it by its first line. */
public final class Beginnings {

    private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(500);
    private static final AtomicLong COUNT = new AtomicLong();
    private static volatile long first;
    private static volatile long last;

    private Beginnings() {
    }

    /** The first line of every step. */
    public static void tell() {
        long now = Microseconds.now();
        last = now;
        if (COUNT.getAndIncrement() == 0) {
            first = now;
        }
    }

    /** From now on, the next step is the first. Not to be called while steps are executed. */
    public static void forget() {
        COUNT.set(0);
        first = 0;
        last = 0;
    }

    /** @return how many steps have begun */
    public static long count() {
        return COUNT.get();
    }

    /** @return when the first one did, in microseconds since 1970 */
    public static long first() {
        return first;
    }

    /** @return when the last one did, likewise */
    public static long last() {
        return last;
    }

    /**
     * Waits until so many steps have begun.
     *
     * @param steps how many
     * @param seconds for how long at most
     * @throws IllegalStateException if they have not by then
     */
    static void await(long steps, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (count() < steps) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + count() + " of " + steps + " steps have begun within " + seconds + " s");
            }
            LockSupport.parkNanos(GLANCE);
        }
    }
}
