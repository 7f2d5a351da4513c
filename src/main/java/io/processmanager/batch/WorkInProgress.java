package io.processmanager.batch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where batch artifacts, which the batch runtime makes, find the work that they are for. */
final class WorkInProgress {

    private static final Map<String, JobWork> WORK = new ConcurrentHashMap<>();

    private WorkInProgress() {
    }

    static void add(JobWork work) {
        if (WORK.putIfAbsent(work.id(), work) != null) {
            throw new IllegalStateException("There is a job for " + work.id() + " already");
        }
    }

    static Optional<JobWork> find(String id) {
        return Optional.ofNullable(WORK.get(id));
    }

    static Optional<JobWork> remove(String id) {
        return Optional.ofNullable(WORK.remove(id));
    }
}
