package io.processmanager.batch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where batch artifacts, which the batch runtime makes, find the work that they are for. */
final class WorkInProgress {

    private static final Map<String, Entry> WORK = new ConcurrentHashMap<>();

    private record Entry(JobWork work, boolean begun) {
    }

    private WorkInProgress() {
    }

    static void add(JobWork work) {
        if (WORK.putIfAbsent(work.id(), new Entry(work, false)) != null) {
            throw new IllegalStateException("There is a job for " + work.id() + " already");
        }
    }

    /** Finds the work to do something of it; from now on its job tells when it has ended. */
    static Optional<JobWork> begin(String id) {
        return Optional.ofNullable(WORK.computeIfPresent(id, (same, entry) -> new Entry(entry.work(), true))).map(Entry::work);
    }

    static Optional<JobWork> find(String id) {
        return Optional.ofNullable(WORK.get(id)).map(Entry::work);
    }

    static Optional<JobWork> remove(String id) {
        return Optional.ofNullable(WORK.remove(id)).map(Entry::work);
    }

    /** @return whether it was removed; not if it has begun or is not here any more */
    static boolean removeUnlessBegun(JobWork work) {
        return WORK.remove(work.id(), new Entry(work, false));
    }
}
