package io.processmanager.steps.foreach;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread of an item whose time is up, and never afterwards. */
final class ItemDeadline implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final Future<?> timer;
    private boolean isOver;
    private boolean isPassed;

    /** For what the current thread is about to do. */
    ItemDeadline(ScheduledExecutorService timers, Duration limit) {
        timer = timers.schedule(this::pass, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void pass() {
        if (!isOver) {
            isPassed = true;
            thread.interrupt();
        }
    }

    /** @return whether the time was up before the end */
    synchronized boolean isPassed() {
        return isPassed;
    }

    /** The end: the thread is interrupted no more. An interrupt that was this one's is gone. */
    @Override
    public synchronized void close() {
        isOver = true;
        timer.cancel(false);
        if (isPassed) {
            Thread.interrupted();
        }
    }
}
