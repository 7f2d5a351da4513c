package io.processmanager.runner.capacity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The slots for the jobs of processes, and those that were claimed ahead and wait for one.
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
     * @param mostAtWork how many jobs there are at most that do not pause
     * @param most how many there are at most
     * @param nanoTime a monotonic clock
     */
    public JobSlots(int mostAtWork, int most, LongSupplier nanoTime) {
        this.mostAtWork = mostAtWork;
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /**
     * Gives a process a slot, or lets it wait for one.
     *
     * @return whether it has got one and is to be started
     */
    public synchronized boolean take(P process) {
        if (takePlace()) {
            return true;
        }
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
        return false;
    }

    /** Lets a process wait for {@link #next}. */
    public synchronized void add(P process) {
        waiting.add(new Waiting<>(process, nanoTime.getAsLong()));
    }

    /** @return who has waited longest and has got a slot now, and is to be started */
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

    /** @return who gets the slot that has become free, and is to be started */
    public synchronized Optional<P> free() {
        atWork--;
        taken--;
        return next();
    }

    /**
     * A job has nothing to do until {@link #goOn}.
     *
     * @return who can do something in the meantime, and is to be started
     */
    public synchronized Optional<P> pause() {
        atWork--;
        return next();
    }

    /** A job has something to do again, even if others are at work by now. */
    public synchronized void goOn() {
        atWork++;
    }

    /**
     * @param nanos for how long
     * @return those that have waited for so long, and do not any more
     */
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
