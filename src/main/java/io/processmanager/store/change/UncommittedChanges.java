package io.processmanager.store.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes that open transactions of this node have changed, and may have locked for as long as the caller pleases. Whoever works for many
 * processes at a time leaves these out, so that the others need not wait with them: the claim on Derby, which has no SKIP LOCKED and one node
 * only, and the writers on any database.
 */
@ApplicationScoped
public class UncommittedChanges {

    /** For a caller while a writer is at it. A write takes milliseconds, unless the database is away. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How many open transactions have changed each. */
    private final Map<String, Integer> changed = new HashMap<>();
    /** How many writers write about each: mostly one, but what a process has to say has a writer of its own. */
    private final Map<String, Integer> beingWritten = new HashMap<>();

    /** Not this: methods that are synchronized are so in the container's proxy, too, and who waits on this keeps the monitor of the proxy. */
    private final Object monitor = new Object();

    /** @param pid a process that the current transaction is about to change */
    public void begin(String pid) {
        synchronized (monitor) {
            awaitWriter(pid);
            changed.merge(pid, 1, Integer::sum);
        }
    }

    /** @param pid a process whose changing transaction is over; once for each {@link #begin} */
    public void end(String pid) {
        synchronized (monitor) {
            oneLess(changed, pid);
        }
    }

    private static void oneLess(Map<String, Integer> counts, String pid) {
        counts.computeIfPresent(pid, (key, count) -> count == 1 ? null : count - 1);
    }

    public int size() {
        synchronized (monitor) {
            return changed.size();
        }
    }

    public boolean contains(String pid) {
        return count(pid) > 0;
    }

    public int count(String pid) {
        synchronized (monitor) {
            return changed.getOrDefault(pid, 0);
        }
    }

    /**
     * To be called by a writer before it writes. Until {@link #endWriting} no transaction begins to change what it has got.
     *
     * @param pids what it would like to write about
     * @return those of them that no open transaction has changed
     */
    public Set<String> beginWriting(Collection<String> pids) {
        Set<String> free = new HashSet<>(pids);
        synchronized (monitor) {
            free.removeAll(changed.keySet());
            free.forEach(pid -> beingWritten.merge(pid, 1, Integer::sum));
        }
        return free;
    }

    /** @param written what {@link #beginWriting} has returned */
    public void endWriting(Set<String> written) {
        synchronized (monitor) {
            written.forEach(pid -> oneLess(beingWritten, pid));
            monitor.notifyAll();
        }
    }

    private void awaitWriter(String pid) {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        try {
            for (long left = LONGEST_WAIT_NANOS; left > 0 && beingWritten.containsKey(pid); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
