package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.batch.job.JobDirection;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.store.claim.RunnerLostException;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.EndedRun;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.text.FailureText;
import io.processmanager.text.StorableText;
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

    private static final int LONGEST_REASON = 500;

    private final Claim claim;
    private final RetryPolicies retryPolicies;
    private final int maxRescues;
    private final List<String> names;
    private final List<StepSpec> specs;

    NextTransition(Claim claim, RetryPolicies retryPolicies, int maxRescues) {
        this.claim = claim;
        this.retryPolicies = retryPolicies;
        this.maxRescues = maxRescues;
        this.names = new ArrayList<>(claim.process().steps().keySet());
        this.specs = new ArrayList<>(claim.process().steps().values());
    }

    List<StepSpec> specs() {
        return specs;
    }

    /** The remaining steps' names; "end" if only the end is left to write, as a job needs a step. */
    List<String> namesFrom(Position at) {
        return at.isEnd(specs) ? List.of("end") : names.subList(at.index(), names.size());
    }

    /** The step name at a position; the last one at the end. */
    String name(Position at) {
        return names.get(Math.min(at.index(), names.size() - 1));
    }

    /** A process cancelled while waiting for {@code proceed} waits again when retried. */
    boolean awaitsProceed(Position at, Predicate<StepSpec> isInterrupting) {
        return at.index() > 0 && !at.proceeded() && at.index() == claim.stepIndex() && isInterrupting.test(specs.get(at.index() - 1));
    }

    /** All steps have ended; after a final interrupting step only the end is left to write. */
    Advance finished(Position at) {
        return advance(at, ProcessState.FINISHED, Optional.empty(), at.attempt(), 0);
    }

    Advance waitsAgain(Position at) {
        return advance(at, ProcessState.INTERRUPTED, Optional.of(names.get(at.index() - 1)), at.attempt(), 0);
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
                ? "The step did not end within its timeout of " + seconds(limit)
                : "The process has used up its running time of " + seconds(claim.process().timeout()) + " during this step");
        Optional<Duration> pause = limitedByStep ? pause(at, RetryAdvice.of(TimeoutException.class)) : Optional.empty();
        return failed(at, ProcessState.TIMED_OUT, error, pause, reports, begun ? Optional.of(RunInfo.Status.TIMEOUT) : Optional.empty());
    }

    private Optional<Duration> pause(Position at, RetryAdvice advice) {
        return retryPolicies.pause(specs.get(at.index()).retry(), claim.process().retry(), at.history().retries(), advice);
    }

    private Advance failed(Position at, ProcessState end, ProcessError error, Optional<Duration> pause, ProgressReports reports, Optional<RunInfo.Status> status) {
        Optional<EndedRun> run = status.map(ended -> run(at, ended, Optional.of(error), reports, pause.isPresent()));
        pause.ifPresent(wait -> reports.line(LogLine.Stream.LOG, "Attempt " + at.attempt() + " failed and is retried in " + seconds(wait) + ": " + error.type() + ": "
                + firstLine(error.message())));
        Advance next = pause.map(wait -> waits(at, wait, reports.close())).orElseGet(() -> ended(at, end, Optional.of(error), reports.percent(), reports.close()));
        return run.map(next::withRun).orElse(next);
    }

    private EndedRun run(Position at, RunInfo.Status status, Optional<ProcessError> error, ProgressReports reports, boolean retried) {
        return new EndedRun(at.run(), at.index(), name(at), at.attempt(), status, reports.startedAt(), reports.percent(), reports.message().orElse(null), error, retried);
    }

    /** For the next attempt. Without a pause it is queued at once. */
    private Advance waits(Position at, Duration pause, List<LogLine> lines) {
        return new Advance(claim, at.index(), pause.isZero() ? ProcessState.QUEUED : ProcessState.WAITING, at.index(), Optional.of(name(at)), at.attempt() + 1, 0,
                Optional.empty(), pause, Optional.empty(), lines);
    }

    /** Cancelled in the middle of an attempt. */
    Advance cancelled(Position at, ProgressReports reports) {
        EndedRun run = run(at, RunInfo.Status.CANCELLED, Optional.empty(), reports, false);
        return ended(at, ProcessState.CANCELLED, Optional.empty(), reports.percent(), reports.close()).withRun(run);
    }

    Advance ended(Position at, ProcessState end, Optional<ProcessError> error, int percent, List<LogLine> lines) {
        return new Advance(claim, at.index(), end, at.index(), Optional.of(name(at)), at.attempt(), percent, Optional.empty(), Duration.ZERO, error, lines);
    }

    Advance handedBack(Position at, int nextAttempt, Duration pause, List<LogLine> lines) {
        return new Advance(claim, at.index(), ProcessState.QUEUED, at.index(), Optional.of(name(at)), nextAttempt, 0, Optional.empty(), pause,
                Optional.empty(), lines);
    }

    /** The runner stops in mid-step. Counts as a rescue, like its death: the reason for the stop is unknown. */
    Advance brokenOff(Position at, ProgressReports reports) {
        ProcessError stopped = ProcessError.of(name(at), at.attempt(), RunnerLostException.class, "The runner stopped in the middle of the attempt");
        EndedRun run = run(at, RunInfo.Status.LOST, Optional.of(stopped), reports, false);
        List<LogLine> lines = reports.close();
        return (rescues(at) >= maxRescues ? hopeless(at, lines) : new Advance(claim, at.index(), ProcessState.QUEUED, at.index(), Optional.of(name(at)), at.attempt() + 1, 0,
                Optional.empty(), Duration.ZERO, Optional.empty(), lines, true, Optional.empty())).withRun(run);
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

    /** Whether the rescues of this step are used up. */
    boolean isHopeless(Position at) {
        return !at.isEnd(specs) && rescues(at) > maxRescues;
    }

    /** The environment failed, not the step. Handing the process back would repeat this endlessly. */
    Advance unexecutable(Position at, Throwable failure, long now) {
        return failed(at, now, ProcessError.of(name(at), at.attempt(), failure.getClass(), "The step could not be executed: "
                + FailureText.message(failure) + ". The log of the server shows where; retry the process when that is mended"));
    }

    private Advance failed(Position at, long startedAt, ProcessError error) {
        EndedRun run = new EndedRun(at.run(), at.index(), name(at), at.attempt(), RunInfo.Status.ERROR, startedAt, 0, null, Optional.of(error), false);
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
                refused.percent(), refused.completed(), Duration.ZERO, Optional.empty(), refused.lines(), false, refused.run());
    }

    /** The database rejects the step's result. */
    Advance unstorable(Position at, Advance refused, Throwable refusal) {
        ProcessError error = ProcessError.of(name(at), at.attempt(), refusal.getClass(), "The database refused to store what came of the step: " + refusal.getMessage());
        return refused.completed().map(step -> failed(at, step.startedAt(), error))
                .or(() -> refused.run().map(run -> failed(at, run.startedAt(), error)))
                .orElseGet(() -> ended(at, ProcessState.FAILED, Optional.of(error), 0, List.of()));
    }

    private Advance advance(Position at, ProcessState state, Optional<String> shown, int attempt, int percent) {
        return new Advance(claim, at.index(), state, at.index(), shown, attempt, percent, Optional.empty(), Duration.ZERO, Optional.empty(), List.of());
    }

    /** The first line, cut to fit a log line. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int more = (int) message.lines().skip(1).count();
        return StorableText.cut(line, LONGEST_REASON) + (more == 0 ? "" : " … (" + more + " lines more, see the record of the process if it fails)");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
