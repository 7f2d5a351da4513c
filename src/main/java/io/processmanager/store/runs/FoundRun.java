package io.processmanager.store.runs;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.lookup.RunnerNodes;
import io.processmanager.view.RunInfo;
import io.processmanager.view.RunInfo.Execution;
import io.processmanager.view.RunInfo.Progress;
import io.processmanager.view.StepInfo.Output;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as a query has read it, without its results.
 *
 * @param step the name of the step; null if that is known by its place only
 * @param finishedAt null while it runs
 * @param message may be null
 * @param outputBytes how many bytes its results have; null without any
 * @param error as stored; may be null
 * @param runner may be null
 */
public record FoundRun(int number, int stepIndex, String step, int attempt, RunInfo.Status status, long startedAt, Long finishedAt, int percent, String message,
        Integer outputBytes, String error, String runner, boolean isCompensation) {

    /** How a query selects one of a process {@code p} that is executed now. */
    static final String RUNNING = "new " + FoundRun.class.getName() + "(p.stepIndex + p.runs.otherRuns + 1, coalesce(p.runs.compensating, p.stepIndex), p.attempt, p.stepStartedAt, p.percent, p.message,"
            + " p.runnerId, case when p.runs.compensating is null then 0 else 1 end)";

    /** How a query selects one that is a checkpoint {@code s}. */
    static final String CHECKPOINT = "new " + FoundRun.class.getName() + "(coalesce(s.run, s.stepIndex + 1), s.stepIndex, s.attempt, s.startedAt, s.finishedAt, s.message,"
            + " s.outputBytes, s.runnerId)";

    /** How a query selects any other {@code r}. */
    static final String OTHER = "new " + FoundRun.class.getName() + "(r.number, r.stepIndex, r.step, r.attempt, r.status, r.startedAt, r.finishedAt, r.percent, r.message,"
            + " r.outputBytes, r.error, r.runnerId, r.compensation)";

    /** One that is executed now. */
    public FoundRun(int number, int stepIndex, int attempt, long startedAt, int percent, String message, String runner, int compensation) {
        this(number, stepIndex, null, attempt, RunInfo.Status.RUNNING, startedAt, null, percent, message, null, null, runner, compensation == 1);
    }

    /** Any other. */
    public FoundRun(int number, int stepIndex, String step, int attempt, RunInfo.Status status, long startedAt, long finishedAt, int percent, String message, Integer outputBytes,
            String error, String runner, int compensation) {
        this(number, stepIndex, step, attempt, status, startedAt, Long.valueOf(finishedAt), percent, message, outputBytes, error, runner, compensation == 1);
    }

    /** A checkpoint. */
    public FoundRun(int number, int stepIndex, int attempt, long startedAt, long finishedAt, String message, int outputBytes, String runner) {
        this(number, stepIndex, null, attempt, RunInfo.Status.SUCCESS, startedAt, finishedAt, 100, message, outputBytes, null, runner, false);
    }

    /** @return whether it is one; any other knows the name of its step itself, once it has ended */
    boolean isCheckpoint() {
        return status == RunInfo.Status.SUCCESS && step == null;
    }

    /** @param json its results; empty if they are left out, or if there are none */
    RunInfo toInfo(String nameOfStep, RunnerNodes nodes, Optional<String> json, RunInfo.Printed printed) {
        Optional<String> executed = Optional.ofNullable(runner);
        return new RunInfo(number, nameOfStep, attempt, status,
                new Progress(Instant.ofEpochMilli(startedAt), Optional.ofNullable(finishedAt).map(Instant::ofEpochMilli), percent, Optional.ofNullable(message)),
                new Output(json.map(JsonMapping::parse), Optional.ofNullable(outputBytes).map(Integer::longValue)),
                Optional.ofNullable(error).map(StoredError::read), printed, new Execution(executed, executed.flatMap(nodes::nodeOf), isCompensation));
    }
}
