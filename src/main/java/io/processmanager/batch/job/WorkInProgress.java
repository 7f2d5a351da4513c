package io.processmanager.batch.job;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jberet.spi.JobTask;

/** Where batch artifacts, which the batch runtime makes, find the work that they are for. */
public final class WorkInProgress {

    private static final Map<String, Entry> WORK = new ConcurrentHashMap<>();

    /** JBeret does not tell what the tasks are for that it hands over during a start. */
    private static final ThreadLocal<JobWork> STARTING = new ThreadLocal<>();

    private record Entry(JobWork work, boolean begun) {
    }

    private WorkInProgress() {
    }

    /** To be called before the current thread starts a job for it. */
    public static void add(JobWork work) {
        if (WORK.putIfAbsent(work.id(), new Entry(work, false)) != null) {
            throw new IllegalStateException("There is a job for " + work.id() + " already");
        }
        STARTING.set(work);
    }

    /** To be called when the current thread has started the job, or was refused. */
    public static void handedOver() {
        STARTING.remove();
    }

    /**
     * Watches over the job that the current thread is starting. JBeret tells nobody that it has ended a job that was stopped before a thread was free for it; a listener would
     * be told of the stop, but WildFly keeps the ended executions with their listeners, also those of deployments that have gone.
     *
     * @param task executes the job
     * @return does the same, and tells the work if it has ended without having begun
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

    /** Finds the work to do something of it; from now on its job tells when it has ended. */
    static Optional<JobWork> begin(String id) {
        return Optional.ofNullable(WORK.computeIfPresent(id, (same, entry) -> new Entry(entry.work(), true))).map(Entry::work);
    }

    static Optional<JobWork> find(String id) {
        return Optional.ofNullable(WORK.get(id)).map(Entry::work);
    }

    public static Optional<JobWork> remove(String id) {
        return Optional.ofNullable(WORK.remove(id)).map(Entry::work);
    }

    /** @return whether it was removed; not if it has begun or is not here any more */
    public static boolean removeUnlessBegun(JobWork work) {
        return WORK.remove(work.id(), new Entry(work, false));
    }
}
