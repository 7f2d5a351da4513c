package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.execution.StepRunner;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One attempt of one step of a claimed process: what is to be executed, and what is to be written when it has ended. */
final class AttemptInProgress {

    /** Lines that are on their way come before the end of a transactional step, unless that has locked the row of the process itself. */
    private static final Duration LONGEST_WAIT_FOR_LINES = Duration.ofSeconds(5);

    private final Position position;
    private final RunnerServices services;
    private final NextTransition decide;
    private final FencedWrites writer;
    private final BooleanSupplier draining;
    private final boolean limitedByStep;
    private final boolean first;
    private final ProgressReports reports;
    private final StepAttempt attempt;
    private final long startedAt;
    /** What a transactional step has written in its own transaction, and what became of that. */
    private volatile Advance ownWrite;
    private volatile Result ownResult = Result.STALE;

    AttemptInProgress(Claim claim, Position position, Duration left, RunnerServices services, NextTransition decide, FencedWrites writer, BooleanSupplier draining) {
        this.position = position;
        this.services = services;
        this.decide = decide;
        this.writer = writer;
        this.draining = draining;
        StepSpec spec = decide.specs().get(position.index());
        first = position.index() == claim.stepIndex();
        limitedByStep = spec.timeout() != null && spec.timeout().compareTo(left) < 0;
        startedAt = services.clock().millis();
        reports = new ProgressReports(claim, decide.name(position), position.attempt(), startedAt, services.clock(), writer::send);
        attempt = new StepAttempt(Optional.of(claim.pid()), decide.name(position), position.attempt(), spec, claim.process().arguments(), position.input(),
                position.outputBytes(), limitedByStep ? spec.timeout() : left, reports, this::writeInTransaction);
        RunnerLog.stepStarted(attempt);
    }

    /**
     * Begins.
     *
     * @param onStopped see {@link StepRunner#prepare}
     * @return what is to be executed at once
     */
    StepExecution begin(Consumer<StepOutcome> onStopped) {
        if (first) {
            reports.begin();
        }
        return services.steps().prepare(attempt, onStopped);
    }

    /**
     * @param reason why the process is to stop; empty if it is not
     * @return what has come of the attempt before it has begun; empty if it may begin
     */
    Optional<StepOutcome> decidedBefore(Optional<StopReason> reason) {
        return attempt.limit().isNegative() || attempt.limit().isZero() ? Optional.of(new StepOutcome.TimedOut()) : reason.map(why -> new StepOutcome.Stopped(why, false));
    }

    /** What the step has said, and is not stored yet. */
    ProgressReports reports() {
        return reports;
    }

    /**
     * Decides what is to be written.
     *
     * @param outcome what came of the attempt
     * @return the advance, which a transactional step has written already; empty if the claim is lost and nothing may be written
     */
    Optional<Advance> conclude(StepOutcome outcome) {
        if (!(outcome instanceof StepOutcome.Returned)) {
            // Only a checkpoint has a place for what the step said last.
            reports.sendProgress();
        }
        Optional<Advance> next = next(outcome);
        if (next.isPresent()) {
            writer.writeAfter(reports.linesStored());
        }
        RunnerLog.stepEnded(attempt, services.clock().millis() - startedAt, next);
        return next;
    }

    private Optional<Advance> next(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Returned returned) {
            return Optional.of(returned.isDurable() ? ownWrite : completed(returned, reports.close()));
        }
        if (outcome instanceof StepOutcome.Threw threw) {
            return Optional.of(decide.threw(position, threw, reports));
        }
        if (outcome instanceof StepOutcome.Undecided undecided) {
            // If the commit was made after all, this is refused; the process has gone on in the database and is found as an orphan.
            RunnerLog.undecided(attempt, undecided.reason());
            return Optional.of(decide.undecided(position, reports.close()));
        }
        if (outcome instanceof StepOutcome.TimedOut) {
            return Optional.of(decide.timedOut(position, attempt.limit(), limitedByStep, reports));
        }
        if (outcome instanceof StepOutcome.Stopped stopped && stopped.amidStep() && stopped.reason() == StopReason.HANDED_BACK) {
            reports.line(LogLine.Stream.LOG, "The runner stops in the middle of attempt " + position.attempt() + ", which did not end within the grace time");
            return Optional.of(decide.brokenOff(position, reports.close()));
        }
        StopReason reason = outcome instanceof StepOutcome.Stopped stopped ? stopped.reason()
                : ownResult == Result.CANCEL_REQUESTED ? StopReason.CANCELLED : StopReason.CLAIM_LOST;
        return switch (reason) {
            case CANCELLED -> Optional.of(decide.ended(position, ProcessState.CANCELLED, Optional.empty(), reports.percent(), reports.close()));
            case HANDED_BACK -> Optional.of(decide.handedBack(position, position.attempt(), Duration.ZERO, reports.close()));
            case CLAIM_LOST -> Optional.empty();
        };
    }

    private Advance completed(StepOutcome.Returned returned, List<LogLine> lines) {
        CompletedStep step = new CompletedStep(position.index(), position.attempt(), startedAt, services.clock().millis(), reports.message().orElse(null),
                returned.json(), returned.bytes());
        boolean interrupts = services.isInterrupting(decide.specs().get(position.index()));
        return decide.completed(position, step, interrupts, draining.getAsBoolean(), lines);
    }

    private boolean writeInTransaction(StepOutcome.Returned returned) throws SQLException {
        ownWrite = completed(returned, reports.closeForOwnTransaction());
        writer.awaitAtMost(LONGEST_WAIT_FOR_LINES, reports.linesStored());
        ownResult = writer.writeInTransaction(ownWrite);
        return ownResult == Result.APPLIED;
    }
}
