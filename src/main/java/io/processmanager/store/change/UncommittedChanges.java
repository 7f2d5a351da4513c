package io.processmanager.store.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Processes changed by open transactions on this node, and so possibly locked for a long time. Bulk work skips them:
 * claims on Derby, which has no SKIP LOCKED and only one node, and writers on any database. Thread-safe.
 */
@ApplicationScoped
public class UncommittedChanges {

    /** Limits a caller's wait for a writer; writes take milliseconds unless the database is away. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Open transactions that have changed each process. */
    private final Map<String, Integer> changed = new HashMap<>();
    /** Writers busy with each process; log lines have their own. */
    private final Map<String, Integer> beingWritten = new HashMap<>();

    /**
     * Not {@code this}: synchronized methods are synchronized in the container's proxy, too, and waiting would keep
     * its monitor.
     */
    private final Object monitor = new Object();

    /** @param pid a process that the current transaction is about to change */
    public void begin(String pid) {
        synchronized (monitor) {
            awaitWriter(pid);
            changed.merge(pid, 1, Integer::sum);
        }
    }

    /** @param pid a process whose transaction is over; once for each {@link #begin} */
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
     * Call before writing. Until {@link #endWriting}, no transaction begins to change the returned processes.
     *
     * @param pids what to write about
     * @return those not changed by an open transaction
     */
    public Set<String> beginWriting(Collection<String> pids) {
        Set<String> free = new HashSet<>(pids);
        synchronized (monitor) {
            free.removeAll(changed.keySet());
            free.forEach(pid -> beingWritten.merge(pid, 1, Integer::sum));
        }
        return free;
    }

    /** @param written the result of {@link #beginWriting} */
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
