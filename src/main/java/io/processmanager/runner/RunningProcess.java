package io.processmanager.runner;

import io.processmanager.ProcessState;
import io.processmanager.StepSpec;
import io.processmanager.batch.JobWork;
import io.processmanager.batch.StepVerdict;
import io.processmanager.execution.StepAttempt;
import io.processmanager.execution.StepExecution;
import io.processmanager.execution.StepOutcome;
import io.processmanager.execution.StepOutcome.StopReason;
import io.processmanager.store.Claim;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import io.processmanager.store.RunnerWrite.Report;
import io.processmanager.store.RunnerWrite.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A process while this runner holds its claim: executes one step after the other and writes what comes of each before the next begins. Its
 * methods are called by one batch thread at a time; those that stop it, by any.
 */
final class RunningProcess implements JobWork {

    private final Claim claim;
    private final RunnerServices services;
    private final Consumer<RunningProcess> onEnd;
    private final AdvanceDecision decide;
    private final long deadline;
    private final AtomicReference<StopReason> stopReason = new AtomicReference<>();
    private volatile boolean draining;
    private volatile StepExecution execution;
    private volatile ProgressReports reports;
    private volatile CompletableFuture<Result> pendingWrite;
    /** What a transactional step has written in its own transaction, and what became of that. */
    private volatile Advance ownWrite;
    private volatile Result ownResult = Result.STALE;
    private Position position;
    private boolean settled;

    RunningProcess(Claim claim, RunnerServices services, Consumer<RunningProcess> onEnd) {
        this.claim = claim;
        this.services = services;
        this.onEnd = onEnd;
        this.decide = new AdvanceDecision(claim, services.retryDelay());
        this.deadline = System.nanoTime() + claim.timeLeft().toNanos();
        this.position = Position.of(claim);
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
        // A job needs a step even where only the end is left to be written.
        return position.isEnd(decide.specs()) ? List.of("end") : decide.names().subList(position.index(), decide.names().size());
    }

    @Override
    public StepVerdict executeNextStep() {
        try {
            return goOn();
        } finally {
            // Settled is settled: the place is free for another process although the job itself takes a moment longer to end.
            if (settled) {
                onEnd.accept(this);
            }
        }
    }

    private StepVerdict goOn() {
        try {
            if (awaitsProceed()) {
                return settle(decide.waitsAgain(position));
            }
            return position.isEnd(decide.specs()) ? settle(decide.finished(position)) : executeStep();
        } catch (InterruptedException interrupted) {
            // The server stops its batch threads. Nothing can be waited for any more, but the writer may still be at work.
            services.writes().write(decide.requeued(position, position.attempt(), Duration.ZERO, List.of()));
            Thread.currentThread().interrupt();
            settled = true;
            return StepVerdict.STOP;
        }
    }

    /** A process that was cancelled while it waited for {@code proceed} waits again when it is retried. */
    private boolean awaitsProceed() {
        return position.index() > 0 && !position.proceeded() && position.index() == claim.stepIndex()
                && services.isInterrupting(decide.specs().get(position.index() - 1));
    }

    private StepVerdict executeStep() throws InterruptedException {
        StepSpec spec = decide.specs().get(position.index());
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        boolean limitedByStep = spec.timeout() != null && spec.timeout().compareTo(left) < 0;
        Duration limit = limitedByStep ? spec.timeout() : left;
        reports = new ProgressReports(claim, decide.name(position), position.attempt(), services.clock(), this::send);
        long startedAt = services.clock().millis();
        StepAttempt attempt = new StepAttempt(Optional.of(claim.pid()), decide.name(position), position.attempt(), spec, claim.process().arguments(),
                position.input(), limit, reports, returned -> writeInTransaction(completed(returned, startedAt)));
        RunnerLog.stepStarted(attempt);
        StepOutcome outcome = limit.isNegative() || limit.isZero() ? new StepOutcome.TimedOut() : execute(attempt);
        Optional<Advance> next = next(outcome, limit, limitedByStep, startedAt);
        RunnerLog.stepEnded(attempt, services.clock().millis() - startedAt, next);
        if (next.isEmpty()) {
            return lost();
        }
        boolean durable = outcome instanceof StepOutcome.Returned returned && returned.isDurable();
        StepVerdict verdict = durable ? applied(next.get().state()) : settle(next.get());
        if (!settled && outcome instanceof StepOutcome.Returned returned) {
            position = position.after(returned.output());
        }
        return verdict;
    }

    private StepOutcome execute(StepAttempt attempt) throws InterruptedException {
        if (stopReason.get() != null) {
            return new StepOutcome.Stopped(stopReason.get());
        }
        StepExecution begun = services.steps().begin(attempt);
        execution = begun;
        // Whoever wanted to stop or drain it in between has not seen it.
        if (stopReason.get() != null) {
            begun.stop(stopReason.get());
        } else if (draining) {
            begun.stopWithin(StopReason.HANDED_BACK, services.stopGrace());
        }
        return begun.await();
    }

    /** What is to be written; nothing if the claim is lost. */
    private Optional<Advance> next(StepOutcome outcome, Duration limit, boolean limitedByStep, long startedAt) {
        if (outcome instanceof StepOutcome.Returned returned) {
            return Optional.of(returned.isDurable() ? ownWrite : completed(returned, startedAt));
        }
        if (outcome instanceof StepOutcome.Threw threw) {
            return Optional.of(decide.threw(position, threw, reports));
        }
        if (outcome instanceof StepOutcome.TimedOut) {
            return Optional.of(decide.timedOut(position, limit, limitedByStep, reports));
        }
        StopReason reason = outcome instanceof StepOutcome.Stopped stopped ? stopped.reason()
                : ownResult == Result.CANCEL_REQUESTED ? StopReason.CANCELLED : StopReason.CLAIM_LOST;
        return switch (reason) {
            case CANCELLED -> Optional.of(decide.ended(position, ProcessState.CANCELLED, Optional.empty(), reports.percent(), reports.close()));
            case HANDED_BACK -> Optional.of(decide.requeued(position, position.attempt(), Duration.ZERO, reports.close()));
            case CLAIM_LOST -> Optional.empty();
        };
    }

    private Advance completed(StepOutcome.Returned returned, long startedAt) {
        CompletedStep step = new CompletedStep(position.index(), position.attempt(), startedAt, services.clock().millis(), reports.message().orElse(null),
                returned.json());
        return decide.completed(position, step, services.isInterrupting(decide.specs().get(position.index())), draining, reports.close());
    }

    private boolean writeInTransaction(Advance advance) throws SQLException {
        ownWrite = advance;
        ownResult = services.writes().writeInTransaction(advance);
        return ownResult == Result.APPLIED;
    }

    private StepVerdict settle(Advance advance) throws InterruptedException {
        try {
            return switch (write(advance)) {
                case APPLIED -> applied(advance.state());
                case STALE -> lost();
                case CANCEL_REQUESTED -> settle(decide.cancelled(advance));
            };
        } catch (ExecutionException refused) {
            if (advance.state() == ProcessState.FAILED) {
                RunnerLog.error("Process " + claim.pid() + ": the database refuses even to store that it has failed", refused.getCause());
                return lost();
            }
            return settle(decide.unstorable(position, refused.getCause()));
        } catch (CancellationException claimLost) {
            return lost();
        }
    }

    private Result write(Advance advance) throws InterruptedException, ExecutionException {
        CompletableFuture<Result> result = services.writes().write(advance);
        pendingWrite = result;
        if (stopReason.get() == StopReason.CLAIM_LOST) {
            result.cancel(false);
        }
        return result.get();
    }

    private StepVerdict applied(ProcessState state) {
        settled = state != ProcessState.RUNNING;
        return switch (state) {
            case RUNNING, FINISHED -> StepVerdict.NEXT;
            case FAILED, TIMED_OUT, CANCELLED -> StepVerdict.FAIL;
            case QUEUED, INTERRUPTED -> StepVerdict.STOP;
        };
    }

    private StepVerdict lost() {
        settled = true;
        RunnerLog.staleWrite(claim.pid(), decide.name(position));
        return StepVerdict.STOP;
    }

    private void send(Report report) {
        services.writes().write(report).whenComplete((result, failure) -> {
            if (result == Result.STALE) {
                stop(StopReason.CLAIM_LOST);
            } else if (failure != null) {
                RunnerLog.warning("Process " + claim.pid() + ": what a step has reported could not be stored: " + failure.getMessage());
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

    /** Lets the running step end if it does so within the grace time, and hands the process back then. */
    void drain() {
        draining = true;
        StepExecution current = execution;
        if (current != null) {
            current.stopWithin(StopReason.HANDED_BACK, services.stopGrace());
        }
    }

    @Override
    public void stop() {
        drain();
    }

    @Override
    public void ended() {
        if (!settled) {
            RunnerLog.warning("Process " + claim.pid() + ": the batch runtime has ended its job early; it is handed back to the queue");
            services.writes().write(decide.requeued(position, position.attempt(), Duration.ofSeconds(1), List.of()));
            onEnd.accept(this);
        }
    }
}
