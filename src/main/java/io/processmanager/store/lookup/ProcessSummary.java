package io.processmanager.store.lookup;

import io.processmanager.store.entity.ShownState;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.queue.StoredTurn;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Compensation;
import io.processmanager.view.ProcessInfo.Execution;
import io.processmanager.view.ProcessInfo.Progress;
import io.processmanager.view.ProcessInfo.Times;
import io.processmanager.view.ProcessInfo.Turn;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepInfo.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A process as lists show it: without specification, data and outputs, which may be large. */
public record ProcessSummary(String pid, String name, ProcessState stored, long revision, long createdAt, Long startedAt, Long stepStartedAt, Long finishedAt,
        long timeoutMillis, String stepName, int stepCount, int stepIndex, int attempt, int percent, String runnerId, String lastRunnerId, int timesRescued,
        RunInfo.Status lastRunStatus, int failedRuns, String queue, int priority, long dueAt, String uniqueKey, String concurrencyKey, String tags, String queuedBy,
        String schedule, String parent, CompensationProgress compensation, String cancelReason, String error) {

    private static final String NEW = "new " + ProcessSummary.class.getName() + "(p.pid, p.name, p.state, p.revision, p.createdAt, p.startedAt, p.stepStartedAt,"
            + " p.finishedAt, p.timeoutMillis, p.stepName, p.stepCount, p.stepIndex, p.attempt, p.percent, p.runnerId, p.lastRunnerId, p.timesRescued,"
            + " p.runs.lastStatus, p.runs.failedRuns, p.turn.queue, p.turn.priority, p.dueAt, p.turn.uniqueKey, p.turn.concurrencyKey, p.turn.tags, p.turn.queuedBy,"
            + " p.turn.schedule, p.turn.parent, p.runs.endsAs, p.runs.compensating, p.runs.compensationRun, p.runs.failedCompensations, p.cancelReason, ";

    /** JPQL constructor expression with the whole error, for a process {@code p}. */
    static final String WITH_ERROR = NEW + "p.error)";

    /** Likewise with the beginning of the error: a list has hundreds of them. */
    public static final String WITH_BEGINNING_OF_ERROR = NEW + "cast(substring(p.error, 1, " + StoredError.BEGINNING + ") as varchar(" + StoredError.BEGINNING + ")))";

    private static final int ALMOST = 99;
    private static final long LIFETIME = Duration.ofDays(18_000).toMillis();

    /** For queries. */
    public ProcessSummary(String pid, String name, ProcessState stored, long revision, long createdAt, Long startedAt, Long stepStartedAt, Long finishedAt,
            long timeoutMillis, String stepName, int stepCount, int stepIndex, int attempt, int percent, String runnerId, String lastRunnerId, int timesRescued,
            RunInfo.Status lastRunStatus, int failedRuns, String queue, int priority, long dueAt, String uniqueKey, String concurrencyKey, String tags, String queuedBy,
            String schedule, String parent, ProcessState endsAs, Integer compensating, Integer compensationRun, int failedCompensations, String cancelReason, String error) {
        this(pid, name, stored, revision, createdAt, startedAt, stepStartedAt, finishedAt, timeoutMillis, stepName, stepCount, stepIndex, attempt, percent, runnerId,
                lastRunnerId, timesRescued, lastRunStatus, failedRuns, queue, priority, dueAt, uniqueKey, concurrencyKey, tags, queuedBy, schedule, parent,
                new CompensationProgress(endsAs, compensating, compensationRun, failedCompensations), cancelReason, error);
    }

    public ProcessInfo toInfo(RunnerNodes nodes) {
        return toInfo(nodes, List.of(), List.of(), Output.NONE, StoredError::readBeginning);
    }

    /** @param compensations of completed steps, in their order */
    ProcessInfo toInfo(RunnerNodes nodes, List<StepInfo> steps, List<Compensation.Step> compensations, Output output) {
        return toInfo(nodes, steps, compensations, output, StoredError::read);
    }

    private ProcessInfo toInfo(RunnerNodes nodes, List<StepInfo> steps, List<Compensation.Step> compensations, Output output, Function<String, ProcessError> storedError) {
        Times times = new Times(Instant.ofEpochMilli(createdAt), instant(startedAt), instant(finishedAt), Duration.ofMillis(timeoutMillis));
        Progress progress = new Progress(revision, percentOfAll(), Optional.ofNullable(stepName), steps,
                compensation.status(stored).map(status -> new Compensation(status, compensations)));
        Execution execution = new Execution(runner(), runner().flatMap(nodes::nodeOf), timesRescued, Optional.ofNullable(lastRunStatus), failedRuns);
        Turn turn = new Turn(queue, priority, due(), Optional.ofNullable(uniqueKey), Optional.ofNullable(concurrencyKey),
                StoredTurn.tags(tags), Optional.ofNullable(queuedBy), Optional.ofNullable(schedule), Optional.ofNullable(parent));
        return new ProcessInfo(pid, name, state(), times, turn, progress, execution, output, whatWentWrong(storedError));
    }

    /** What waits for its children is due in a lifetime. */
    private Optional<Instant> due() {
        return stored == ProcessState.WAITING && dueAt - createdAt > LIFETIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dueAt));
    }

    ProcessState state() {
        return ShownState.of(stored, stepStartedAt);
    }

    /** A runner that has merely claimed a process has not executed it yet. */
    public Optional<String> runner() {
        return Optional.ofNullable(state() == ProcessState.RUNNING && runnerId != null ? runnerId : lastRunnerId);
    }

    /** Only failures and time-outs have a stored error; a cancellation shows the caller's reason. */
    private Optional<ProcessError> whatWentWrong(Function<String, ProcessError> storedError) {
        return stored == ProcessState.CANCELLED ? Optional.of(Cancellation.error(stepName == null ? "" : stepName, attempt, cancelReason))
                : Optional.ofNullable(error).map(storedError);
    }

    /**
     * All steps count the same. 100 only when finished: the last step may report 100 before it ends, or wait for
     * {@code proceed}.
     */
    int percentOfAll() {
        return stored == ProcessState.FINISHED ? 100 : Math.min(ALMOST, (int) ((stepIndex * 100L + (stepIndex < stepCount && !compensation.isBegun() ? percent : 0)) / stepCount));
    }

    static Optional<Instant> instant(Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }
}
