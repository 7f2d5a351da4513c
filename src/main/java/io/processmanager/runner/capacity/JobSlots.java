package io.processmanager.runner.capacity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The job slots and the processes waiting for one. Thread-safe.
 *
 * @param <P> a process
 */
public final class JobSlots<P> {

    private final int mostAtWork;
    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<Waiting<P>> waiting = new ArrayDeque<>();
    private int atWork;
    private int taken;

    private record Waiting<P>(P process, long since) {
    }

    /**
     * @param mostAtWork limit of unpaused jobs
     * @param most limit of all jobs
     * @param nanoTime monotonic clock
     */
    public JobSlots(int mostAtWork, int most, LongSupplier nanoTime) {
        this.mostAtWork = mostAtWork;
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** @return whether the process has a slot and must be started; it is queued otherwise */
    public synchronized boolean take(P process) {
        if (takePlace()) {
            return true;
        }
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
        return false;
    }

    /** Queues a process for {@link #next}. */
    public synchronized void add(P process) {
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
    }

    /** @return the longest-waiting process, to be started in a slot; empty if none */
    public synchronized Optional<P> next() {
        return !waiting.isEmpty() && takePlace() ? Optional.of(waiting.remove().process()) : Optional.empty();
    }

    private boolean takePlace() {
        boolean isFree = atWork < mostAtWork && taken < most;
        if (isFree) {
            atWork++;
            taken++;
        }
        return isFree;
    }

    /** @return the process to be started in the freed slot; empty if none */
    public synchronized Optional<P> free() {
        atWork--;
        taken--;
        return next();
    }

    /**
     * A job is idle until {@link #goOn}.
     *
     * @return a process to be started meanwhile; empty if none
     */
    public synchronized Optional<P> pause() {
        atWork--;
        return next();
    }

    /** A paused job resumes, even above the limit. */
    public synchronized void goOn() {
        atWork++;
    }

    /** @return the processes that waited for {@code nanos}, removed from the queue */
    public synchronized List<P> removeWaitingFor(long nanos) {
        List<P> removed = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Iterator<Waiting<P>> each = waiting.iterator(); each.hasNext();) {
            Waiting<P> one = each.next();
            if (now - one.since() >= nanos) {
                removed.add(one.process());
                each.remove();
            }
        }
        return removed;
    }
}
