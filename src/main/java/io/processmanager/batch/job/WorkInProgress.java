package io.processmanager.batch.job;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jberet.spi.JobTask;

/** Where artifacts, created by the batch runtime, find their work. Thread-safe. */
public final class WorkInProgress {

    private static final Map<String, Entry> WORK = new ConcurrentHashMap<>();

    /** JBeret does not say which work the tasks handed over during a start are for. */
    private static final ThreadLocal<JobWork> STARTING = new ThreadLocal<>();

    private record Entry(JobWork work, boolean begun) {
    }

    private WorkInProgress() {
    }

    /** Call before the current thread starts its job. */
    public static void add(JobWork work) {
        if (WORK.putIfAbsent(work.id(), new Entry(work, false)) != null) {
            throw new IllegalStateException("There is a job for " + work.id() + " already");
        }
        STARTING.set(work);
    }

    /** Call when the current thread has started the job, or was refused. */
    public static void handedOver() {
        STARTING.remove();
    }

    /**
     * Watches the job that the current thread starts. JBeret does not report a job stopped before it got a thread. A
     * listener would hear of it, but WildFly retains ended executions with their listeners, even of removed
     * deployments.
     *
     * @param task executes the job
     * @return does the same; ends the work if it never began
     */
    public static Runnable watched(JobTask task) {
        JobWork work = STARTING.get();
        return () -> {
            try {
                task.run();
            } finally {
                if (work != null && removeUnlessBegun(work)) {
                    work.ended();
                }
            }
        };
    }

    /** Finds work to execute; from now on its job reports its end. */
    static Optional<JobWork> begin(String id) {
        return Optional.ofNullable(WORK.computeIfPresent(id, (same, entry) -> new Entry(entry.work(), true))).map(Entry::work);
    }

    static Optional<JobWork> find(String id) {
        return Optional.ofNullable(WORK.get(id)).map(Entry::work);
    }

    public static Optional<JobWork> remove(String id) {
        return Optional.ofNullable(WORK.remove(id)).map(Entry::work);
    }

    /** @return whether removed; not if begun or gone */
    public static boolean removeUnlessBegun(JobWork work) {
        return WORK.remove(work.id(), new Entry(work, false));
    }
}
