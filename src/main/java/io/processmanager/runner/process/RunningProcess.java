package io.processmanager.runner.process;

import io.processmanager.batch.job.JobDirection;
import io.processmanager.batch.job.JobWork;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.capacity.RunningTime;
import io.processmanager.runner.capacity.Slot;
import io.processmanager.runner.process.AwaitedChildren.Following;
import io.processmanager.runner.report.ProgressReports;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Executes a claimed process: writes each result before the next step. One thread at a time, except to stop it. */
public final class RunningProcess implements JobWork {

    private final Claim claim;
    private final RunnerServices services;
    private final RunningProcessListener listener;
    private final NextTransition decide;
    private final FencedWrites writer;
    private final RunningTime time;
    private final StopRequests stops = new StopRequests();
    private final Slot jobSlot;
    private final RunningPhase phase = new RunningPhase();
    private volatile AttemptInProgress attempt;
    private volatile CompletableFuture<Void> withdrawal = CompletableFuture.completedFuture(null);
    private volatile Optional<Slot> slot = Optional.empty();
    private Position position;

    public RunningProcess(Claim claim, RunnerServices services, RunningProcessListener listener) {
        this.claim = claim;
        this.services = services;
        this.listener = listener;
        this.jobSlot = new Slot(listener::jobEnds);
        this.decide = new NextTransition(claim, services.retryPolicies(), services.maxRescues());
        this.writer = new FencedWrites(claim, services.writes(), decide, () -> stop(StopReason.CLAIM_LOST), pause -> listener.waits(this, pause), state -> services.tellFamily(claim, state));
        this.position = Position.of(claim);
        this.time = new RunningTime(claim.timeLeft());
    }

    public Claim claim() {
        return claim;
    }

    @Override
    public String id() {
        return claim.id();
    }

    @Override
    public List<String> stepNames() {
        return decide.namesFrom(position);
    }

    @Override
    public JobDirection executeNextStep() {
        try {
            Optional<Following> decided = decide.withoutExecution(position, services::isInterrupting).map(Following::of)
                    .or(() -> AwaitedChildren.following(claim, position, services, decide, stops.isDraining()));
            return decided.isEmpty() ? executeStep() : decided.get().returned().isPresent() ? goOn(decided.get().returned().get(), decided.get().advance()) : settle(decided.get().advance());
        } catch (InterruptedException interrupted) {
            // The server stops its threads: waiting is impossible, but the writer may still run.
            if (stops.takesUp()) {
                writer.writeWithoutWaiting(decide.handedBack(position, position.attempt(), Duration.ZERO, List.of()));
            }
            Thread.currentThread().interrupt();
            phase.settle();
            return JobDirection.STOP;
        } catch (RuntimeException | Error unexpected) {
            RunnerLog.error("Process " + claim.pid() + ": step " + decide.name(position) + " could not be executed, so the process fails", unexpected);
            if (!phase.isLeaving()) {
                leave(decide.unexecutable(position, unexpected, services.clock().millis()));
            }
            return JobDirection.FAIL;
        } finally {
            if (phase.isOver()) {
                slot.ifPresent(Slot::free);
            }
            if (phase.isSettled()) {
                listener.ended(this);
            }
        }
    }

    private JobDirection executeStep() throws InterruptedException {
        slot = services.slots().take();
        if (slot.isEmpty() || stops.isDraining()) {
            return settle(decide.handedBack(position, position.attempt(), Duration.ZERO, List.of()));
        }
        if (!stops.takesUp()) {
            return JobDirection.STOP;
        }
        AttemptInProgress begun = new AttemptInProgress(claim, position, time.left(), services, decide, writer, stops::isDraining);
        attempt = begun;
        if (!services.holdsLease()) {
            // After a server freeze, another runner may be executing this step.
            stop(StopReason.CLAIM_LOST);
        }
        Optional<StepOutcome> outcome = begun.decidedBefore(stops.reason());
        if (outcome.isEmpty()) {
            StepExecution running = begun.begin(fromOutside -> concludeStopped(begun, fromOutside));
            stops.passOnTo(running);
            phase.stepBegins();
            outcome = services.steps().execute(running, position.index() - claim.stepIndex());
            phase.stepEnds(outcome.isEmpty());
        }
        return outcome.isEmpty() ? JobDirection.STOP : conclude(begun, outcome.get());
    }

    /** On the stopper's thread: must not block. The step keeps its thread, but no slot. */
    private void concludeStopped(AttemptInProgress stopped, StepOutcome outcome) {
        slot.ifPresent(Slot::free);
        phase.leave();
        try {
            stopped.conclude(outcome).map(this::leave).orElseGet(this::leaveUnwritten).whenComplete((nothing, failure) -> jobSlot.free());
        } catch (RuntimeException failed) {
            RunnerLog.error("Process " + claim.pid() + ": what has become of a stopped step cannot be written; the process is handed back to the queue", failed);
            handBackEarly(true);
            jobSlot.free();
        }
    }

    private CompletableFuture<Void> leaveUnwritten() {
        lost();
        listener.ended(this);
        return CompletableFuture.completedFuture(null);
    }

    private JobDirection conclude(AttemptInProgress ended, StepOutcome outcome) throws InterruptedException {
        slot.ifPresent(Slot::free);
        Optional<Advance> next = ended.conclude(outcome);
        return next.isEmpty() ? lost() : outcome instanceof StepOutcome.Returned returned ? goOn(ended.withChildren(returned), next.get()) : settle(next.get());
    }

    private JobDirection goOn(StepOutcome.Returned returned, Advance next) throws InterruptedException {
        if (!returned.isDurable() && next.state() != ProcessState.RUNNING) {
            leave(next);
            return written(next.state());
        }
        JobDirection direction = returned.isDurable() ? written(next.state()) : settle(next);
        if (!phase.isOver()) {
            position = position.after(returned);
        }
        return direction;
    }

    /** The job is done; the claim is held until the end is durable. */
    private CompletableFuture<Void> leave(Advance last) {
        phase.leave();
        return writer.begin(last, position).thenAccept(written -> written.ifPresentOrElse(state -> { }, this::lost))
                .whenComplete((nothing, failure) -> listener.ended(this));
    }

    private JobDirection settle(Advance advance) throws InterruptedException {
        if (!stops.takesUp()) {
            return JobDirection.STOP;
        }
        CompletableFuture<Optional<ProcessState>> begun = writer.begin(advance, position);
        listener.jobPauses();
        try {
            return FencedWrites.await(begun).map(this::written).orElseGet(this::lost);
        } finally {
            listener.jobGoesOn();
        }
    }

    private JobDirection written(ProcessState state) {
        if (state != ProcessState.RUNNING) {
            phase.settle();
        }
        return NextTransition.direction(state);
    }

    private JobDirection lost() {
        phase.settle();
        RunnerLog.staleWrite(claim.pid(), decide.name(position));
        return JobDirection.STOP;
    }

    /** @return the running step's reports; empty before the first step */
    Optional<ProgressReports> reports() {
        return Optional.ofNullable(attempt).map(AttemptInProgress::reports);
    }

    /** @return completed when the first step's start, or an earlier cancellation, has been published, if pending */
    public CompletableFuture<Void> tell() {
        return reports().map(ProgressReports::tell).orElse(withdrawal);
    }

    /** Stops the process as soon as possible; a lost claim overrides other reasons. */
    public void stop(StopReason reason) {
        stops.stop(reason);
        if (reason == StopReason.CLAIM_LOST) {
            writer.giveUp();
        } else if (reason == StopReason.CANCELLED && stops.withdraws()) {
            withdrawal = leave(decide.withdrawn(position));
        }
    }

    /** Gives the running step the grace time, then hands the process back. */
    void drain(Duration grace) {
        stops.drain(grace);
    }

    /** Hands back the process if it has not started. */
    public void handBack(Runnable whenWritten) {
        if (stops.withdraws()) {
            phase.settle();
            writer.writeWithoutWaiting(decide.handedBack(position, position.attempt(), Duration.ZERO, List.of()), whenWritten);
        }
    }

    /** The batch runtime stops all jobs before undeployment or while suspended. */
    @Override
    public void stop() {
        listener.jobStopped();
        drain(services.stopGrace());
    }

    @Override
    public void ended() {
        boolean amidStep = phase.isInStep();
        if (amidStep || phase.isBetweenSteps()) {
            RunnerLog.warning("Process " + claim.pid() + ": the batch runtime has ended its job early; it is handed back to the queue");
            handBackEarly(amidStep);
        }
        jobSlot.free();
    }

    /** The batch runtime refused the job: hands the process back. The caller keeps the slot. */
    public void jobRefused() {
        jobSlot.surrender();
        handBackEarly(false);
    }

    private void handBackEarly(boolean amidStep) {
        phase.settle();
        writer.writeWithoutWaiting(amidStep ? attempt.brokenOff() : decide.handedBack(position, position.attempt(), Duration.ofSeconds(1), List.of()));
        slot.ifPresent(Slot::free);
        listener.ended(this);
    }
}
