package io.processmanager.bulk;

import io.processmanager.view.ProcessQuery;

/** Changes many processes in the background. Inject it. */
public interface BulkChanges {

    /**
     * Starts a process that changes all that match, newest first, in batches. No snapshot is taken: a process counts
     * if it matches when its turn comes, and that comes once. It can be followed, cancelled (what is changed by then
     * stays so) and retried (it continues where it stopped); so it does after the death of its runner. Each batch is
     * one transaction with the position that it has reached, so no process is changed twice. It never matches itself.
     *
     * <p>Its output counts the processes that {@code matched}, that were {@code changed}, and that were
     * {@code skipped}, as the action is not possible in their state or they have changed meanwhile.
     *
     * @param action what is done to each
     * @param filter by state, name, queue, tag, schedule or time of creation, at least one of them; without text, limit and position
     * @param reason recorded in its log, and with each process that is cancelled; may be null
     * @return the pid of the process, queued as by {@link io.processmanager.ProcessManager#start}
     * @throws io.processmanager.InvalidSpecificationException if the filter is empty or contradictory
     */
    String start(BulkAction action, ProcessQuery filter, String reason);
}
