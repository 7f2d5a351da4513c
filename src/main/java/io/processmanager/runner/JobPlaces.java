package io.processmanager.runner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The places for the jobs of processes, and those that were claimed ahead and wait for one.
 *
 * @param <P> a process
 */
final class JobPlaces<P> {

    private final int capacity;
    private final LongSupplier nanoTime;
    private final Deque<Waiting<P>> waiting = new ArrayDeque<>();
    private int taken;

    private record Waiting<P>(P process, long since) {
    }

    /**
     * @param capacity how many there are
     * @param nanoTime a monotonic clock
     */
    JobPlaces(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /**
     * Gives a process a place, or lets it wait for one.
     *
     * @return whether it has got one and is to be started
     */
    synchronized boolean take(P process) {
        if (taken < capacity) {
            taken++;
            return true;
        }
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
        return false;
    }

    /** Lets a process wait for {@link #next}. */
    synchronized void add(P process) {
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
    }

    /** @return who has waited longest and has got a place now, and is to be started */
    synchronized Optional<P> next() {
        if (taken == capacity || waiting.isEmpty()) {
            return Optional.empty();
        }
        taken++;
        return Optional.of(waiting.remove().process());
    }

    /** @return who gets the place that has become free, and is to be started */
    synchronized Optional<P> free() {
        Waiting<P> next = waiting.poll();
        if (next == null) {
            taken--;
        }
        return Optional.ofNullable(next).map(Waiting::process);
    }

    /**
     * @param nanos for how long
     * @return those that have waited for so long, and do not any more
     */
    synchronized List<P> removeWaitingFor(long nanos) {
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
