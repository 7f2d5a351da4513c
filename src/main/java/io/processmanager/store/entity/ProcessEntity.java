package io.processmanager.store.entity;

import io.processmanager.queue.Queuing;
import io.processmanager.store.queue.StoredTurn;
import io.processmanager.text.EncodedLength;
import io.processmanager.view.ProcessState;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored process. What callers do to it is a method here, to be called under a row lock; what runners do is a
 * transition. Both check {@link ProcessState#canBecome}.
 */
@Entity
@Table(name = "process")
public class ProcessEntity {

    @Id
    String pid;
    String name;
    @Enumerated(EnumType.STRING)
    ProcessState state;
    /** Raised by each claim; a runner writes only under the fence of its claim. */
    long fence;
    long revision;
    /** Holder of the claim while {@link ProcessState#RUNNING} in the database. */
    @Column(name = "runner_id")
    String runnerId;
    /** The last to execute it and then give back or lose the claim. */
    @Column(name = "last_runner_id")
    String lastRunnerId;
    String specification;
    /** The input of the first step; no checkpoint touches it. Null if the process began before that was so. */
    String data;

    /**
     * The input of the next step, if neither the data nor the output of the previous one: after {@code proceed}, and
     * the position of a bulk change.
     */
    @Column(name = "next_input")
    String nextInput;
    /** UTF-8 size of the next input if {@code proceed} made it; otherwise meaningless. */
    @Column(name = "data_bytes")
    Integer dataBytes;
    @Column(name = "step_count")
    int stepCount;
    /** The running or next step, from 0; the number of steps when all have ended. */
    @Column(name = "step_index")
    int stepIndex;
    /** Attempt of that step, from 1. */
    int attempt;
    /** Name of that step; of the interrupting one while interrupted; null once finished. */
    @Column(name = "step_name")
    String stepName;
    int percent;
    String message;
    @Column(name = "timeout_ms")
    long timeoutMillis;
    /** Running time used before the current claim. */
    @Column(name = "spent_ms")
    long spentMillis;
    /** Rescues since the last checkpoint. */
    int rescues;
    /** Total times it was taken from its runner during a step. */
    @Column(name = "times_rescued")
    int timesRescued;
    @Embedded
    RunHistory runs = new RunHistory();
    @Column(name = "created_at")
    long createdAt;
    @Column(name = "due_at")
    long dueAt;
    @Column(name = "started_at")
    Long startedAt;
    /** When the current step began; null from a claim until its first step is reported, which costs a write. */
    @Column(name = "step_started_at")
    Long stepStartedAt;
    @Embedded
    StoredTurn turn;
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

    /** @param queuedBy who starts it; empty for an anonymous caller */
    public ProcessEntity(String pid, StoredSpecification specification, Optional<String> queuedBy, long now) {
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
        Queuing queuing = specification.process().queuing();
        this.dueAt = queuing.due(Instant.ofEpochMilli(now)).toEpochMilli();
        this.turn = new StoredTurn(queuing, queuedBy);
    }

    public boolean isDueAtOnce() {
        return dueAt <= createdAt;
    }

    /** Continues after an interrupting step, with the input of the next one. */
    public void proceed(String mergedData, String nextStep, long now) {
        become(ProcessState.QUEUED);
        nextInput = mergedData;
        dataBytes = (int) EncodedLength.inUtf8(mergedData);
        stepName = nextStep;
        dueAt = now;
    }

    /** Ends a process that is not running. */
    public void cancel(String reason, long now) {
        become(ProcessState.CANCELLED);
        cancelReason = reason;
        finishedAt = now;
    }

    /**
     * Asks its runner to cancel it, or, to have it compensated, whoever claims it next.
     *
     * @param compensated whether completed steps are compensated before
     */
    public void requestCancel(String reason, long now, boolean compensated) {
        if (state == ProcessState.RUNNING) {
            cancelRequestedAt = now;
        } else {
            if (state != ProcessState.QUEUED) {
                become(ProcessState.QUEUED);
            }
            dueAt = now;
        }
        runs.endsAs = compensated ? ProcessState.CANCELLED : runs.endsAs;
        cancelReason = reason;
        revision++;
    }

    /** Gives the running step this input, if it is executed again: how far it has come. A checkpoint of a kind. */
    public void keep(String input) {
        nextInput = input;
        rescues = 0;
        revision++;
    }

    /** The state shown to others: a claim alone still shows as queued. */
    public ProcessState shownState() {
        return ShownState.of(state, stepStartedAt);
    }

    /** The one way to another state. */
    void become(ProcessState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Process " + pid + " is " + state + " and cannot become " + next);
        }
        state = next;
        revision++;
    }

    public RunHistory runs() {
        return runs;
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

    /** @param runner claims this new process on insert */
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

    public String nextInput() {
        return nextInput;
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

    public StoredTurn turn() {
        return turn;
    }

    public Long cancelRequestedAt() {
        return cancelRequestedAt;
    }
}
