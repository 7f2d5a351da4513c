package io.processmanager.runner;

import io.processmanager.LogLine;
import io.processmanager.ProcessError;
import io.processmanager.ProcessState;
import io.processmanager.StepSpec;
import io.processmanager.batch.JobWork;
import io.processmanager.batch.StepVerdict;
import io.processmanager.execution.StepAttempt;
import io.processmanager.execution.StepExecution;
import io.processmanager.execution.StepOutcome;
import io.processmanager.execution.StepOutcome.StopReason;
import io.processmanager.store.Claim;
import io.processmanager.store.RunnerWrite;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import io.processmanager.store.RunnerWrite.Result;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A process while this runner holds its claim: executes one step after the other and writes what comes of each before the next begins. Its
 * methods are called by one batch thread at a time; {@link #stop(StopReason)} by any.
 */
final class RunningProcess implements JobWork {

    private final Claim claim;
    private final RunnerServices services;
    private final Consumer<RunningProcess> onEnd;
    private final List<String> names;
    private final List<StepSpec> specs;
    private final long deadline;
    private final AtomicReference<StopReason> stopReason = new AtomicReference<>();
    private volatile StepExecution execution;
    private volatile ProgressReports reports;
    private volatile CompletableFuture<Result> pendingWrite;
    private int index;
    private int attempt;
    private JsonValue input;
    private boolean proceeded;
    private boolean settled;

    RunningProcess(Claim claim, RunnerServices services, Consumer<RunningProcess> onEnd) {
        this.claim = claim;
        this.services = services;
        this.onEnd = onEnd;
        this.names = new ArrayList<>(claim.process().steps().keySet());
        this.specs = new ArrayList<>(claim.process().steps().values());
        this.deadline = System.nanoTime() + claim.timeLeft().toNanos();
        this.index = claim.stepIndex();
        this.attempt = claim.attempt();
        this.input = claim.input();
        this.proceeded = claim.proceeded();
    }

    Claim claim() {
        return claim;
    }

    @Override
    public String id() {
        return claim.pid() + "-" + claim.fence();
    }

    @Override
    public List<String> stepNames() {
        // After an interrupting step in last place only the end is left to be written; a job needs a step for that, too.
        return claim.stepIndex() < names.size() ? names.subList(claim.stepIndex(), names.size()) : List.of("end");
    }

    @Override
    public StepVerdict executeNextStep() {
        try {
            return index == names.size() || awaitsProceed() ? settleWithoutStep() : executeStep();
        } catch (InterruptedException interrupted) {
            // The server stops its batch threads: nothing can be waited for any more. The lease gives the process to another runner.
            Thread.currentThread().interrupt();
            settled = true;
            return StepVerdict.STOP;
        }
    }

    /** A process that was cancelled while it waited for {@code proceed} waits again when it is retried. */
    private boolean awaitsProceed() {
        return index > 0 && !proceeded && index == claim.stepIndex() && services.isInterrupting(specs.get(index - 1));
    }

    private StepVerdict settleWithoutStep() throws InterruptedException {
        boolean waits = awaitsProceed();
        return settle(new Advance(claim, waits ? ProcessState.INTERRUPTED : ProcessState.FINISHED, index,
                waits ? Optional.of(names.get(index - 1)) : Optional.empty(), attempt, 0, Optional.empty(), Duration.ZERO, Optional.empty(), List.of()));
    }

    private StepVerdict executeStep() throws InterruptedException {
        StepSpec spec = specs.get(index);
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        boolean limitedByStep = spec.timeout() != null && spec.timeout().compareTo(left) < 0;
        Duration limit = limitedByStep ? spec.timeout() : left;
        reports = new ProgressReports(claim, names.get(index), attempt, services.clock(), this::send);
        StepAttempt begun = new StepAttempt(Optional.of(claim.pid()), names.get(index), attempt, spec, claim.process().arguments(), input, limit, reports);
        long startedAt = services.clock().millis();
        long startedNanos = System.nanoTime();
        RunnerLog.stepStarted(begun);
        StepOutcome outcome = limit.isNegative() || limit.isZero() ? new StepOutcome.TimedOut() : execute(begun);
        Advance advance = advance(outcome, limitedByStep, limit, startedAt);
        RunnerLog.stepEnded(begun, Duration.ofNanos(System.nanoTime() - startedNanos), advance == null ? ProcessState.RUNNING : advance.state(),
                advance == null ? null : advance.error().orElse(null));
        return advance == null ? lost() : settle(advance, outcome);
    }

    private StepOutcome execute(StepAttempt begun) throws InterruptedException {
        if (stopReason.get() != null) {
            return new StepOutcome.Stopped(stopReason.get());
        }
        StepExecution begunExecution = services.steps().begin(begun);
        execution = begunExecution;
        // Whoever wanted to stop it in between has not seen it.
        if (stopReason.get() != null) {
            begunExecution.stop(stopReason.get());
        }
        return begunExecution.await();
    }

    /** Decides what is to be written; null if the claim is lost and nothing may be. */
    private Advance advance(StepOutcome outcome, boolean limitedByStep, Duration limit, long startedAt) {
        if (outcome instanceof StepOutcome.Returned returned) {
            return completed(returned, startedAt);
        }
        if (outcome instanceof StepOutcome.Threw threw) {
            return failed(ProcessState.FAILED, threw.error(), true);
        }
        if (outcome instanceof StepOutcome.TimedOut) {
            ProcessError error = ProcessError.of(names.get(index), attempt, TimeoutException.class, limitedByStep
                    ? "The step did not end within its timeout of " + seconds(limit)
                    : "The process has used up its running time of " + seconds(claim.process().timeout()) + " during this step");
            return failed(ProcessState.TIMED_OUT, error, limitedByStep);
        }
        return switch (((StepOutcome.Stopped) outcome).reason()) {
            case CANCELLED -> ended(ProcessState.CANCELLED, null);
            case HANDED_BACK -> requeued(attempt, Duration.ZERO, reports.close());
            case CLAIM_LOST -> null;
        };
    }

    private Advance completed(StepOutcome.Returned returned, long startedAt) {
        CompletedStep step = new CompletedStep(index, attempt, startedAt, services.clock().millis(), reports.message().orElse(null), returned.json());
        boolean interrupts = services.isInterrupting(specs.get(index));
        boolean last = index + 1 == names.size();
        ProcessState next = interrupts ? ProcessState.INTERRUPTED : last ? ProcessState.FINISHED : ProcessState.RUNNING;
        Optional<String> shown = interrupts ? Optional.of(names.get(index)) : last ? Optional.empty() : Optional.of(names.get(index + 1));
        return new Advance(claim, next, index + 1, shown, 1, 0, Optional.of(step), Duration.ZERO, Optional.empty(), reports.close());
    }

    private Advance failed(ProcessState end, ProcessError error, boolean mayRetry) {
        if (!mayRetry || attempt > specs.get(index).maxRetries()) {
            return ended(end, error);
        }
        Duration pause = services.retryDelay().after(attempt);
        reports.line(LogLine.Stream.LOG, "Attempt " + attempt + " failed and is retried in " + seconds(pause) + ": "
                + error.type() + ": " + firstLine(error.message()));
        return requeued(attempt + 1, pause, reports.close());
    }

    private Advance ended(ProcessState end, ProcessError error) {
        return new Advance(claim, end, index, Optional.of(names.get(index)), attempt, reports.percent(), Optional.empty(), Duration.ZERO,
                Optional.ofNullable(error), reports.close());
    }

    private Advance requeued(int nextAttempt, Duration pause, List<LogLine> lines) {
        return new Advance(claim, ProcessState.QUEUED, index, Optional.of(names.get(index)), nextAttempt, 0, Optional.empty(), pause, Optional.empty(), lines);
    }

    private StepVerdict settle(Advance advance, StepOutcome outcome) throws InterruptedException {
        StepVerdict verdict = settle(advance);
        if (verdict == StepVerdict.NEXT && outcome instanceof StepOutcome.Returned returned && !settled) {
            index++;
            attempt = 1;
            input = returned.output();
            proceeded = false;
        }
        return verdict;
    }

    private StepVerdict settle(Advance advance) throws InterruptedException {
        try {
            return switch (write(advance)) {
                case APPLIED -> applied(advance.state());
                case STALE -> lost();
                case CANCEL_REQUESTED -> settle(cancelled(advance));
            };
        } catch (ExecutionException refused) {
            if (advance.state() == ProcessState.FAILED) {
                RunnerLog.error("Process " + claim.pid() + ": the database refuses even its failure; its lease decides", refused.getCause());
                return lost();
            }
            return settle(new Advance(claim, ProcessState.FAILED, index, Optional.of(names.get(index)), attempt, 0, Optional.empty(), Duration.ZERO,
                    Optional.of(ProcessError.of(names.get(index), attempt, refused.getCause().getClass(),
                            "The database refused to store what came of the step: " + refused.getCause().getMessage())), List.of()));
        } catch (CancellationException claimLost) {
            return lost();
        }
    }

    private StepVerdict applied(ProcessState state) {
        settled = state != ProcessState.RUNNING;
        return switch (state) {
            case RUNNING, FINISHED -> StepVerdict.NEXT;
            case FAILED, TIMED_OUT, CANCELLED -> StepVerdict.FAIL;
            case QUEUED, INTERRUPTED -> StepVerdict.STOP;
        };
    }

    /** Somebody has asked to cancel before the result could be written: cancelled it is, but a step that has ended keeps its checkpoint. */
    private Advance cancelled(Advance refused) {
        return new Advance(claim, ProcessState.CANCELLED, refused.stepIndex(), refused.stepName(), refused.attempt(), refused.percent(), refused.completed(),
                Duration.ZERO, Optional.empty(), refused.lines());
    }

    private StepVerdict lost() {
        settled = true;
        RunnerLog.staleWrite(claim.pid(), index < names.size() ? names.get(index) : "end");
        return StepVerdict.STOP;
    }

    private Result write(RunnerWrite write) throws InterruptedException, ExecutionException {
        CompletableFuture<Result> result = services.writes().write(write);
        pendingWrite = result;
        if (stopReason.get() == StopReason.CLAIM_LOST) {
            result.cancel(false);
        }
        return result.get();
    }

    private void send(RunnerWrite.Report report) {
        services.writes().write(report).whenComplete((result, failure) -> {
            if (result == Result.STALE) {
                stop(StopReason.CLAIM_LOST);
            } else if (failure != null) {
                RunnerLog.warning("Process " + claim.pid() + ": what step " + names.get(index) + " has reported could not be stored: " + failure.getMessage());
            }
        });
    }

    /** Stores what the running step has said lately. */
    void sendReports() {
        ProgressReports current = reports;
        if (current != null) {
            current.sendIfPaused();
        }
    }

    /**
     * Stops the process as soon as possible; a lost claim outweighs other reasons.
     *
     * @param reason why
     */
    void stop(StopReason reason) {
        if (!stopReason.compareAndSet(null, reason) && reason == StopReason.CLAIM_LOST) {
            stopReason.set(reason);
        }
        StepExecution current = execution;
        if (current != null) {
            current.stop(reason);
        }
        CompletableFuture<Result> write = pendingWrite;
        if (write != null && reason == StopReason.CLAIM_LOST) {
            write.cancel(false);
        }
    }

    @Override
    public void stop() {
        stop(StopReason.HANDED_BACK);
    }

    @Override
    public void ended() {
        if (!settled) {
            RunnerLog.warning("Process " + claim.pid() + ": the batch runtime has ended its job early; it is handed back to the queue");
            services.writes().write(new Advance(claim, ProcessState.QUEUED, index, Optional.of(names.get(Math.min(index, names.size() - 1))), attempt, 0,
                    Optional.empty(), Duration.ofSeconds(1), Optional.empty(), List.of()));
        }
        onEnd.accept(this);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
