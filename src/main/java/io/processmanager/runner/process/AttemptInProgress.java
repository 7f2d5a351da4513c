package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.execution.StepRunner;
import io.processmanager.execution.attempt.ChildrenToStart;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.children.StartedChildren;
import io.processmanager.runner.report.ProgressReports;
import io.processmanager.runner.report.RunnerLog;
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

/** One attempt at a step of a claimed process: what to execute, and what to write afterwards. */
final class AttemptInProgress {

    /** Lines in flight are stored before a transactional step ends, unless it locks the process's own row. */
    private static final Duration LONGEST_WAIT_FOR_LINES = Duration.ofSeconds(5);

    private final Claim claim;
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
    private boolean begun;
    /** A transactional step's own write and its result. */
    private volatile Advance ownWrite;
    private volatile Result ownResult = Result.STALE;
    private volatile Optional<StartedChildren> children = Optional.empty();

    AttemptInProgress(Claim claim, Position position, Duration left, RunnerServices services, NextTransition decide, FencedWrites writer, BooleanSupplier draining) {
        this.claim = claim;
        this.position = position;
        this.services = services;
        this.decide = decide;
        this.writer = writer;
        this.draining = draining;
        StepSpec spec = decide.spec(position);
        first = position.index() == claim.stepIndex();
        limitedByStep = spec.timeout() != null && spec.timeout().compareTo(left) < 0;
        startedAt = services.clock().millis();
        reports = new ProgressReports(claim, decide.name(position), position.attempt(), startedAt, services.clock(), services.outputLimits(), writer::send);
        attempt = new StepAttempt(Optional.of(claim.pid()), decide.name(position), position.attempt(), spec, claim.process().arguments(), position.input(),
                position.outputBytes(), limitedByStep ? spec.timeout() : left, reports, this::writeInTransaction,
                KeptWork.of(claim, position, writer));
        RunnerLog.stepStarted(attempt);
    }

    /**
     * @param onStopped see {@link StepRunner#prepare}
     * @return the execution, to be run at once
     */
    StepExecution begin(Consumer<StepOutcome> onStopped) {
        if (first) {
            reports.begin();
        }
        begun = true;
        return services.steps().prepare(attempt, onStopped);
    }

    /**
     * @param reason to stop the process; empty if none
     * @return the outcome decided before the attempt; empty if it may start
     */
    Optional<StepOutcome> decidedBefore(Optional<StopReason> reason) {
        return attempt.limit().isNegative() || attempt.limit().isZero() ? Optional.of(new StepOutcome.TimedOut()) : reason.map(why -> new StepOutcome.Stopped(why, false));
    }

    ProgressReports reports() {
        return reports;
    }

    /**
     * @return the advance to write, already written by a transactional step; empty if the claim is lost and nothing may
     * be written
     */
    Optional<Advance> conclude(StepOutcome outcome) {
        if (!(outcome instanceof StepOutcome.Returned)) {
            // Only a checkpoint can carry the last progress.
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
            if (!returned.isDurable()) {
                return Optional.of(completed(returned, reports.close()));
            }
            services.tellFamily(claim, ownWrite.state());
            children.ifPresent(started -> services.tellOfChildren(claim));
            return Optional.of(ownWrite);
        }
        if (outcome instanceof StepOutcome.Threw threw) {
            return Optional.of(decide.threw(position, threw, reports));
        }
        if (outcome instanceof StepOutcome.Undecided undecided) {
            // If the commit succeeded after all, the fence rejects this write; the advanced process is found as an
            // orphan.
            RunnerLog.undecided(attempt, undecided.reason());
            return Optional.of(decide.undecided(position, undecided.reason(), reports));
        }
        if (outcome instanceof StepOutcome.TimedOut) {
            return Optional.of(decide.timedOut(position, attempt.limit(), limitedByStep, begun, reports));
        }
        if (outcome instanceof StepOutcome.Stopped stopped && stopped.amidStep() && stopped.reason() == StopReason.HANDED_BACK) {
            reports.line(LogLine.Stream.LOG, "The runner stops in the middle of attempt " + position.attempt() + ", which did not end within the grace time");
            return Optional.of(brokenOff());
        }
        StopReason reason = outcome instanceof StepOutcome.Stopped stopped ? stopped.reason()
                : ownResult == Result.CANCEL_REQUESTED || ownResult == Result.COMPENSATION_REQUESTED ? StopReason.CANCELLED : StopReason.CLAIM_LOST;
        return switch (reason) {
            case CANCELLED -> Optional.of(begun ? decide.cancelled(position, reports)
                    : decide.ended(position, ProcessState.CANCELLED, Optional.empty(), 0, reports.close()));
            case HANDED_BACK -> Optional.of(decide.handedBack(position, position.attempt(), Duration.ZERO, reports.close()));
            case CLAIM_LOST -> Optional.empty();
        };
    }

    /** The runner stops in the middle of it. */
    Advance brokenOff() {
        return decide.brokenOff(position, reports);
    }

    private Advance completed(StepOutcome.Returned returned, List<LogLine> lines) {
        if (position.compensated().isPresent()) {
            return decide.compensated(position, reports, returned.json(), returned.bytes(), lines);
        }
        CompletedStep step = new CompletedStep(position.index(), position.run(), position.attempt(), startedAt, services.clock().millis(), reports.message().orElse(null),
                returned.json(), returned.bytes());
        boolean interrupts = services.isInterrupting(decide.spec(position));
        return decide.completed(position, step, interrupts, draining.getAsBoolean(), lines);
    }

    /** What the step has returned, with its children if none is awaited. */
    StepOutcome.Returned withChildren(StepOutcome.Returned returned) {
        return children.map(started -> started.returned().durable()).orElse(returned);
    }

    private boolean writeInTransaction(StepOutcome.Returned returned) throws SQLException {
        children = startChildren(returned);
        boolean isAwaited = returned.children().filter(ChildrenToStart::isAwaited).isPresent();
        ownWrite = isAwaited ? AwaitedChildren.awaits(claim, position, decide.name(position), reports.closeForOwnTransaction())
                : completed(withChildren(returned), reports.closeForOwnTransaction());
        writer.awaitAtMost(LONGEST_WAIT_FOR_LINES, reports.linesStored());
        ownResult = writer.writeInTransaction(ownWrite);
        if (ownResult == Result.APPLIED && children.isPresent()) {
            services.childStart().store(children.get());
        }
        return ownResult == Result.APPLIED;
    }

    private Optional<StartedChildren> startChildren(StepOutcome.Returned returned) throws SQLException {
        if (returned.children().isEmpty()) {
            return Optional.empty();
        }
        if (position.compensated().isPresent()) {
            throw new IllegalStateException("A compensation cannot start child processes: the process ends after it, whatever becomes of them");
        }
        return Optional.of(services.childStart().start(claim.pid(), position.index(), position.attempt(), startedAt, returned));
    }
}
