package io.processmanager.store.entity;

import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A process as it stands in the database. What callers do to it (start, proceed, cancel, retry) are the verbs here, to be used under a
 * row lock; what runners do to it are the transitions of the runner. There are no setters; the verbs, and the
 * runner's writes, ask {@link ProcessState#canBecome} which changes there are.
 */
@Entity
@Table(name = "process")
public class ProcessEntity {

    @Id
    String pid;

    String name;

    @Enumerated(EnumType.STRING)
    ProcessState state;

    /** Raised at each claim; a runner may write only as long as it is that of its claim. */
    long fence;

    /** Raised at each change. */
    long revision;

    /** Who holds the claim of a process that is {@link ProcessState#RUNNING} in the database. */
    @Column(name = "runner_id")
    String runnerId;

    /** Who has executed it last, once it has given the claim back or lost it. */
    @Column(name = "last_runner_id")
    String lastRunnerId;

    String specification;

    /** The input of the next step where that is not the output of the step before: at the beginning and after {@code proceed}. */
    String data;

    /** How many bytes of UTF-8 the data has where {@code proceed} has made it; else it says nothing. */
    @Column(name = "data_bytes")
    Integer dataBytes;

    @Column(name = "step_count")
    int stepCount;

    /** The step that runs or is next, from 0; the number of steps when all have ended. */
    @Column(name = "step_index")
    int stepIndex;

    /** The attempt of that step which runs or is next, from 1. */
    int attempt;

    /** The name of that step; of the interrupting one while interrupted; null once finished. */
    @Column(name = "step_name")
    String stepName;

    int percent;

    String message;

    @Column(name = "timeout_ms")
    long timeoutMillis;

    /** The running time used up before the claim that is held now. */
    @Column(name = "spent_ms")
    long spentMillis;

    /** How often it was rescued since its last checkpoint. */
    int rescues;

    /** How often it was taken from its runner in the middle of a step, in all. */
    @Column(name = "times_rescued")
    int timesRescued;

    @Column(name = "created_at")
    long createdAt;

    @Column(name = "due_at")
    long dueAt;

    @Column(name = "started_at")
    Long startedAt;

    /**
     * When the current step began; null from a claim until its first step has begun and somebody has told, which is the moment from which on everybody is shown a running
     * process. To tell of each step would cost a write: only those are told of that last for a moment.
     */
    @Column(name = "step_started_at")
    Long stepStartedAt;

    @Column(name = "finished_at")
    Long finishedAt;

    @Column(name = "cancel_requested_at")
    Long cancelRequestedAt;

    @Column(name = "cancel_reason")
    String cancelReason;

    String error;

    /** For the persistence provider only. */
    protected ProcessEntity() {
    }

    /** A new process in the queue. */
    public ProcessEntity(String pid, StoredSpecification specification, long now) {
        this.pid = pid;
        this.name = specification.process().name();
        this.state = ProcessState.QUEUED;
        this.specification = specification.json();
        this.data = specification.process().data().toString();
        this.stepCount = specification.process().steps().size();
        this.stepName = specification.process().steps().keySet().iterator().next();
        this.attempt = 1;
        this.timeoutMillis = specification.process().timeout().toMillis();
        this.createdAt = now;
        this.dueAt = now;
    }

    /** The claim of a runner that takes it as it is inserted. */
    public ClaimedRow firstClaim() {
        return new ClaimedRow(pid, 1, name, specification, data, null, stepName, stepIndex, attempt, dueAt, timeoutMillis, timeoutMillis, 0, 0);
    }

    /** Continues after an interrupting step, with the given input for the next one. */
    public void proceed(String mergedData, String nextStep, long now) {
        become(ProcessState.QUEUED);
        data = mergedData;
        dataBytes = (int) JsonMapping.bytes(mergedData);
        stepName = nextStep;
        dueAt = now;
    }

    /** Ends a process that does not run. */
    public void cancel(String reason, long now) {
        become(ProcessState.CANCELLED);
        cancelReason = reason;
        finishedAt = now;
    }

    /** Asks the runner of a running process to cancel it. */
    public void requestCancel(String reason, long now) {
        revision++;
        cancelReason = reason;
        cancelRequestedAt = now;
    }

    /** Queues an ended process again where it stopped, with its whole running time and all attempts. */
    public void retry(long now) {
        become(ProcessState.QUEUED);
        attempt = 1;
        percent = 0;
        message = null;
        spentMillis = 0;
        rescues = 0;
        dueAt = now;
        finishedAt = null;
        cancelRequestedAt = null;
        cancelReason = null;
        error = null;
    }

    /** The state that everybody is shown: what a runner has merely claimed still waits, as far as anybody else is concerned. */
    public ProcessState shownState() {
        return ShownState.of(state, stepStartedAt);
    }

    private void become(ProcessState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Process " + pid + " is " + state + " and cannot become " + next);
        }
        state = next;
        revision++;
    }

    public String pid() {
        return pid;
    }

    public String name() {
        return name;
    }

    public ProcessState state() {
        return state;
    }

    /** @param runner holds the claim of this new process from the beginning; only until it is inserted */
    public void claimBy(String runner) {
        runnerId = runner;
    }

    public String runnerId() {
        return runnerId;
    }

    public String specification() {
        return specification;
    }

    public String data() {
        return data;
    }

    public int stepCount() {
        return stepCount;
    }

    public int stepIndex() {
        return stepIndex;
    }

    public String stepName() {
        return stepName;
    }

    public long timeoutMillis() {
        return timeoutMillis;
    }

    public long createdAt() {
        return createdAt;
    }

    public long dueAt() {
        return dueAt;
    }

    public Long cancelRequestedAt() {
        return cancelRequestedAt;
    }
}
