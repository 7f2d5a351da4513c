package io.processmanager.store.queue;

import io.processmanager.queue.Queuing;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;

/** The columns of a process that concern its turn, and who has queued it. Written once, by the insert. */
@Embeddable
public class StoredTurn {

    private static final String TAG_SEPARATOR = "\n";

    String queue;

    int priority;

    @Column(name = "unique_key")
    String uniqueKey;

    @Column(name = "concurrency_key")
    String concurrencyKey;

    String tags;

    @Column(name = "queued_by")
    String queuedBy;

    String schedule;

    String parent;

    /** For the persistence provider only. */
    protected StoredTurn() {
    }

    /** @param queuedBy the caller; empty if anonymous */
    public StoredTurn(Queuing queuing, Optional<String> queuedBy) {
        this.queue = queuing.queue();
        this.priority = queuing.priority();
        this.uniqueKey = queuing.uniqueKey().orElse(null);
        this.concurrencyKey = queuing.concurrencyKey().orElse(null);
        this.tags = queuing.tags().isEmpty() ? null : String.join(TAG_SEPARATOR, queuing.tags());
        this.queuedBy = queuedBy.orElse(null);
    }

    /** @param starter the schedule that starts the process; only until that is inserted */
    public void startedBy(String starter) {
        schedule = starter;
    }

    /** @param starter the process that starts this one; only until that is inserted */
    public void startedByProcess(String starter) {
        parent = starter;
    }

    /** Whether it has the default of each column, as most processes do. */
    public boolean isOrdinary() {
        return queue.equals(Queuing.DEFAULT_QUEUE) && priority == Queuing.DEFAULT_PRIORITY && uniqueKey == null && concurrencyKey == null && tags == null && queuedBy == null
                && schedule == null && parent == null;
    }

    public String queue() {
        return queue;
    }

    public int priority() {
        return priority;
    }

    public Lane lane() {
        return new Lane(queue, priority);
    }

    /** @return null without */
    public String uniqueKey() {
        return uniqueKey;
    }

    /** @return null without */
    public String concurrencyKey() {
        return concurrencyKey;
    }

    /** @return as stored; null without */
    public String tags() {
        return tags;
    }

    /** @return null if anonymous */
    public String queuedBy() {
        return queuedBy;
    }

    /** @return null if no schedule has started it */
    public String schedule() {
        return schedule;
    }

    /** @return null if no process has started it */
    public String parent() {
        return parent;
    }

    /**
     * @param stored as {@link #tags} has it
     * @return the single tags
     */
    public static List<String> tags(String stored) {
        return stored == null ? List.of() : List.of(stored.split(TAG_SEPARATOR));
    }
}
