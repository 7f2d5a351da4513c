package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.batch.job.JobDirection;
import io.processmanager.compensation.Compensation;
import io.processmanager.compensation.CompensationPlan;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.runner.report.ProgressReports;
import io.processmanager.store.claim.RunnerLostException;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.EndedRun;
import io.processmanager.store.transition.EndedRun.Compensated;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.text.DurationText;
import io.processmanager.text.FailureText;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Decides how a process continues after a step; {@link RunningProcess} writes it. */
final class NextTransition {

    private final Claim claim;
    private final RetryPolicies retryPolicies;
    private final int maxRescues;
    private final CompensationPlan plan;
    private final List<String> names;
    private final List<StepSpec> specs;

    NextTransition(Claim claim, RetryPolicies retryPolicies, int maxRescues) {
        this.claim = claim;
        this.retryPolicies = retryPolicies;
        this.maxRescues = maxRescues;
        this.plan = new CompensationPlan(claim.process());
        this.names = new ArrayList<>(claim.process().steps().keySet());
        this.specs = new ArrayList<>(claim.process().steps().values());
    }

    /** The step to execute, or the compensation. */
    StepSpec spec(Position at) {
        return at.compensated().map(step -> specs.get(step).compensation().orElseThrow()).orElseGet(() -> specs.get(at.index()));
    }

    /** The remaining steps' names; "end" if only the end is left to write, as a job needs a step. */
    List<String> namesFrom(Position at) {
        return at.isEnd(specs) ? List.of("end") : at.history().compensation().isPresent() ? List.of(name(at)) : names.subList(at.index(), names.size());
    }

    /** The name of the step that is executed or compensated; of the last one at the end. */
    String name(Position at) {
        return names.get(at.step(names.size()));
    }

    /** What is to be written without executing anything before, if anything is. */
    Optional<Advance> withoutExecution(Position at, Predicate<StepSpec> isInterrupting) {
        return at.isToBeCompensated() ? Optional.of(withdrawn(at))
                : !at.isEnd(specs) && rescues(at) > maxRescues ? Optional.of(hopeless(at, List.of()))
                : at.isAfterInterruption(step -> isInterrupting.test(specs.get(step))) && at.index() == claim.stepIndex() ? Optional.of(advance(at, ProcessState.INTERRUPTED, names.get(at.index() - 1), at.attempt()))
                : at.isEnd(specs) ? Optional.of(advance(at, ProcessState.FINISHED, null, at.attempt()))
                : Optional.empty();
    }

    Advance completed(Position at, CompletedStep step, boolean interrupts, boolean draining, List<LogLine> lines) {
        boolean last = at.index() + 1 == names.size();
        ProcessState next = interrupts ? ProcessState.INTERRUPTED : last ? ProcessState.FINISHED
                : draining ? ProcessState.QUEUED : ProcessState.RUNNING;
        Optional<String> shown = interrupts ? Optional.of(names.get(at.index())) : last ? Optional.empty() : Optional.of(names.get(at.index() + 1));
        return new Advance(claim, at.index(), next, at.index() + 1, shown, at.firstAttempt(), 0, Optional.of(step), Duration.ZERO, Optional.empty(), lines);
    }

    Advance threw(Position at, StepOutcome.Threw threw, ProgressReports reports) {
        return failed(at, ProcessState.FAILED, threw.error(), pause(at, threw.advice()), reports, Optional.of(RunInfo.Status.ERROR));
    }

    /** @param begun whether the attempt had begun; else the time was up before, and there was no run */
    Advance timedOut(Position at, Duration limit, boolean limitedByStep, boolean begun, ProgressReports reports) {
        ProcessError error = ProcessError.of(name(at), at.attempt(), TimeoutException.class, limitedByStep
                ? "The step did not end within its timeout of " + DurationText.of(limit)
                : "The process has used up its running time of " + DurationText.of(claim.process().timeout()) + " during this step");
        Optional<Duration> pause = limitedByStep ? pause(at, RetryAdvice.of(TimeoutException.class)) : Optional.empty();
        return failed(at, ProcessState.TIMED_OUT, error, pause, reports, begun ? Optional.of(RunInfo.Status.TIMEOUT) : Optional.empty());
    }

    private Optional<Duration> pause(Position at, RetryAdvice advice) {
        return retryPolicies.pause(spec(at).retry(), claim.process().retry(), at.history().retries(), advice);
    }

    private Advance failed(Position at, ProcessState end, ProcessError error, Optional<Duration> pause, ProgressReports reports, Optional<RunInfo.Status> status) {
        Optional<EndedRun> run = status.map(ended -> run(at, ended, Optional.of(error), reports, pause.isPresent()));
        if (at.compensated().isPresent() && pause.isEmpty()) {
            reports.line(LogLine.Stream.LOG, "The compensation of this step has failed for good, and is not tried again; other steps are still compensated: " + error.type() + ": "
                    + FailureText.firstLine(error.message()));
        }
        pause.ifPresent(wait -> reports.line(LogLine.Stream.LOG, "Attempt " + at.attempt() + " failed and is retried in " + DurationText.of(wait) + ": " + error.type() + ": "
                + FailureText.firstLine(error.message())));
        Advance next = pause.map(wait -> waits(at, wait, reports.close())).orElseGet(() -> ended(at, end, Optional.of(error), reports.percent(), reports.close()));
        return run.map(next::withRun).orElse(next);
    }

    private EndedRun run(Position at, RunInfo.Status status, Optional<ProcessError> error, ProgressReports reports, boolean retried) {
        return new EndedRun(at.run(), at.step(names.size()), name(at), at.attempt(), status, reports.startedAt(), reports.percent(), reports.message().orElse(null), error, retried,
                at.compensated().map(step -> Compensated.WITHOUT_OUTPUT));
    }

    /** For the next attempt. Without a pause it is queued at once. */
    private Advance waits(Position at, Duration pause, List<LogLine> lines) {
        return advance(at, pause.isZero() ? ProcessState.QUEUED : ProcessState.WAITING, name(at), at.attempt() + 1, 0, pause, Optional.empty(), lines);
    }

    /** Cancelled in the middle of an attempt. */
    Advance cancelled(Position at, ProgressReports reports) {
        EndedRun run = run(at, RunInfo.Status.CANCELLED, Optional.empty(), reports, false);
        return ended(at, ProcessState.CANCELLED, Optional.empty(), reports.percent(), reports.close()).withRun(run);
    }

    /** The end, or what is to be compensated before it. */
    Advance ended(Position at, ProcessState end, Optional<ProcessError> error, int percent, List<LogLine> lines) {
        Advance ended = advance(at, end, name(at), at.attempt(), percent, Duration.ZERO, error, lines);
        if (end == ProcessState.CANCELLED) {
            return ended.withCompensation(at.history().compensation().map(Compensation::broken));
        }
        return at.compensated().isPresent() ? compensatedNext(ended, plan.after(at.history().compensation().orElseThrow(), true))
                : plan.begin(at.index(), end).map(first -> compensatedNext(ended, first)).orElse(ended);
    }

    /** A compensation has ended well. */
    Advance compensated(Position at, ProgressReports reports, String json, int bytes, List<LogLine> lines) {
        EndedRun run = new EndedRun(at.run(), at.step(names.size()), name(at), at.attempt(), RunInfo.Status.SUCCESS, reports.startedAt(), 100, reports.message().orElse(null),
                Optional.empty(), false, Optional.of(new Compensated(Optional.of(json), bytes)));
        return compensatedNext(advance(at, ProcessState.QUEUED, name(at), at.attempt(), 0, Duration.ZERO, Optional.empty(), lines).withRun(run), plan.after(at.history().compensation().orElseThrow(), false));
    }

    /** The next compensation waits for its turn in the queue; after the last one the process ends. */
    private Advance compensatedNext(Advance ended, Compensation next) {
        String shown = names.get(next.step().orElse(Math.min(ended.stepIndex(), names.size() - 1)));
        return new Advance(claim, ended.fromStep(), next.step().isPresent() ? ProcessState.QUEUED : next.endsAs(), ended.stepIndex(), Optional.of(shown), ended.attempt(),
                ended.percent(), Optional.empty(), Duration.ZERO, ended.error(), ended.lines(), false, ended.run(), Optional.of(next));
    }

    Advance handedBack(Position at, int nextAttempt, Duration pause, List<LogLine> lines) {
        return advance(at, ProcessState.QUEUED, name(at), nextAttempt, 0, pause, Optional.empty(), lines);
    }

    /** The runner stops in mid-step. Counts as a rescue, like its death: the reason for the stop is unknown. */
    Advance brokenOff(Position at, ProgressReports reports) {
        ProcessError stopped = ProcessError.of(name(at), at.attempt(), RunnerLostException.class, "The runner stopped in the middle of the attempt");
        EndedRun run = run(at, RunInfo.Status.LOST, Optional.of(stopped), reports, false);
        List<LogLine> lines = reports.close();
        return (rescues(at) >= maxRescues ? hopeless(at, lines) : handedBack(at, at.attempt() + 1, Duration.ZERO, lines).asRescue()).withRun(run);
    }

    /** The step has ended too many runners. */
    Advance hopeless(Position at, List<LogLine> lines) {
        ProcessError error = ProcessError.of(name(at), at.attempt(), RunnerLostException.class, RunnerLostException.stopped(name(at), maxRescues));
        return ended(at, ProcessState.FAILED, Optional.of(error), 0, lines);
    }

    /**
     * Whether the step was committed is unknown; if so, the fence rejects this write. No rescue, as the database may
     * fail many times in a row; the process's running time bounds it.
     */
    Advance undecided(Position at, Exception reason, ProgressReports reports) {
        ProcessError error = ProcessError.of(name(at), at.attempt(), reason.getClass(), "The database did not tell whether the step was committed: " + FailureText.message(reason));
        EndedRun run = run(at, RunInfo.Status.LOST, Optional.of(error), reports, false);
        return handedBack(at, at.attempt() + 1, retryPolicies.afterOutage(), reports.close()).withRun(run);
    }

    /** A checkpoint resets the count. */
    private int rescues(Position at) {
        return at.index() == claim.stepIndex() ? claim.rescues() : 0;
    }

    /** The environment failed, not the step. Handing the process back would repeat this endlessly. */
    Advance unexecutable(Position at, Throwable failure, long now) {
        return failed(at, now, ProcessError.of(name(at), at.attempt(), failure.getClass(), "The step could not be executed: "
                + FailureText.message(failure) + ". The log of the server shows where; retry the process when that is mended"));
    }

    Advance failed(Position at, long startedAt, ProcessError error) {
        EndedRun run = new EndedRun(at.run(), at.step(names.size()), name(at), at.attempt(), RunInfo.Status.ERROR, startedAt, 0, null, Optional.of(error), false,
                at.compensated().map(step -> Compensated.WITHOUT_OUTPUT));
        return ended(at, ProcessState.FAILED, Optional.of(error), 0, List.of()).withRun(run);
    }

    static JobDirection direction(ProcessState state) {
        return switch (state) {
            case RUNNING, FINISHED -> JobDirection.NEXT;
            case FAILED, TIMED_OUT, CANCELLED -> JobDirection.FAIL;
            case QUEUED, WAITING, INTERRUPTED -> JobDirection.STOP;
        };
    }

    /** A cancellation came first: the process is cancelled, but an ended step keeps its checkpoint. */
    Advance cancelled(Advance refused) {
        return new Advance(claim, refused.fromStep(), ProcessState.CANCELLED, refused.stepIndex(), refused.stepName(), refused.attempt(),
                refused.percent(), refused.completed(), Duration.ZERO, Optional.empty(), refused.lines(), false, refused.run(),
                claim.history().compensation().map(Compensation::broken));
    }

    /** Nobody has requested the cancellation of the compensation: the request was for what came before it. */
    Advance notCancelled(Position at, Advance refused) {
        Advance again = handedBack(at, at.attempt() + 1, Duration.ZERO, refused.lines());
        return refused.run().map(again::withRun).orElse(again);
    }

    /** The runner has not executed anything of it yet. */
    Advance withdrawn(Position at) {
        Advance cancelled = ended(at, ProcessState.CANCELLED, Optional.empty(), 0, List.of());
        return at.isToBeCompensated() ? cancelledWithCompensation(cancelled) : cancelled;
    }

    /** Likewise, with compensation. It begins with the next claim if the ended step is compensated, too. */
    Advance cancelledWithCompensation(Advance refused) {
        Advance cancelled = cancelled(refused);
        if (refused.completed().isPresent()) {
            return new Advance(claim, refused.fromStep(), ProcessState.QUEUED, refused.stepIndex(), refused.stepName(), refused.attempt(), 0, refused.completed(), Duration.ZERO,
                    Optional.empty(), refused.lines(), false, Optional.empty(), Optional.of(Compensation.REQUESTED));
        }
        return plan.begin(refused.fromStep(), ProcessState.CANCELLED).map(first -> compensatedNext(cancelled, first))
                .orElseGet(() -> cancelled.withCompensation(Optional.of(Compensation.REQUESTED.broken())));
    }

    /** The database rejects the step's result. */
    Advance unstorable(Position at, Advance refused, Throwable refusal) {
        ProcessError error = ProcessError.of(name(at), at.attempt(), refusal.getClass(), "The database refused to store what came of the step: " + refusal.getMessage());
        return refused.completed().map(step -> failed(at, step.startedAt(), error))
                .or(() -> refused.run().map(run -> failed(at, run.startedAt(), error)))
                .orElseGet(() -> ended(at, ProcessState.FAILED, Optional.of(error), 0, List.of()));
    }

    private Advance advance(Position at, ProcessState state, String shown, int attempt) {
        return advance(at, state, shown, attempt, 0, Duration.ZERO, Optional.empty(), List.of());
    }

    /** The process stays where it is; {@code shown} may be null. */
    private Advance advance(Position at, ProcessState state, String shown, int attempt, int percent, Duration pause, Optional<ProcessError> error, List<LogLine> lines) {
        return new Advance(claim, at.index(), state, at.index(), Optional.ofNullable(shown), attempt, percent, Optional.empty(), pause, error, lines)
                .withCompensation(at.history().compensation());
    }
}
