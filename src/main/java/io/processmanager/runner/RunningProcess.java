package io.processmanager.runner;

import io.processmanager.ProcessState;
import io.processmanager.batch.JobWork;
import io.processmanager.batch.StepVerdict;
import io.processmanager.execution.StepExecution;
import io.processmanager.execution.StepOutcome;
import io.processmanager.execution.StepOutcome.StopReason;
import io.processmanager.store.Claim;
import io.processmanager.store.RunnerWrite.Advance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A process while this runner holds its claim: executes one step after the other and writes what comes of each before the next begins. Its
 * methods are called by one thread at a time; those that stop it, by any.
 */
final class RunningProcess implements JobWork {

    private final Claim claim;
    private final RunnerServices services;
    private final ProcessHost host;
    private final AdvanceDecision decide;
    private final ClaimWriter writer;
    private final RunningTime time;
    private final StopRequests stops = new StopRequests();
    private final Place jobPlace;
    private volatile boolean stoppedFromOutside, settled, left, amidStep;
    private volatile StepTurn turn;
    private volatile CompletableFuture<Void> withdrawal = CompletableFuture.completedFuture(null);
    private volatile Optional<Place> place = Optional.empty();
    private Position position;

    RunningProcess(Claim claim, RunnerServices services, ProcessHost host) {
        this.claim = claim;
        this.services = services;
        this.host = host;
        this.jobPlace = new Place(host::jobEnds);
        this.decide = new AdvanceDecision(claim, services.retryDelay(), services.maxRescues());
        this.writer = new ClaimWriter(claim, services.writes(), decide, () -> stop(StopReason.CLAIM_LOST));
        this.position = Position.of(claim);
        this.time = new RunningTime(claim.timeLeft());
    }

    Claim claim() {
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
    public StepVerdict executeNextStep() {
        try {
            return decide.isHopeless(position) ? settle(decide.brokenOff(position, List.of()))
                    : decide.awaitsProceed(position, services::isInterrupting) ? settle(decide.waitsAgain(position))
                    : position.isEnd(decide.specs()) ? settle(decide.finished(position)) : executeStep();
        } catch (InterruptedException interrupted) {
            // The server stops its threads. Nothing can be waited for any more, but the writer may still be at work.
            if (stops.takesUp()) {
                writer.writeWithoutWaiting(decide.requeued(position, position.attempt(), Duration.ZERO, List.of()));
            }
            Thread.currentThread().interrupt();
            settled = true;
            return StepVerdict.STOP;
        } catch (RuntimeException | Error unexpected) {
            RunnerLog.error("Process " + claim.pid() + ": step " + decide.name(position) + " could not be executed, so the process fails", unexpected);
            settled = true;
            if (!left) {
                leave(decide.unexecutable(position, unexpected));
            }
            return StepVerdict.FAIL;
        } finally {
            if (settled) {
                place.ifPresent(Place::free);
                if (!left) {
                    host.ended(this);
                }
            }
        }
    }

    private StepVerdict executeStep() throws InterruptedException {
        place = services.places().take(ClaimedProcesses.LONGEST_WAIT);
        if (place.isEmpty() || stops.isDraining()) {
            return settle(decide.requeued(position, position.attempt(), Duration.ZERO, List.of()));
        }
        if (!stops.takesUp()) {
            return StepVerdict.STOP;
        }
        StepTurn begun = new StepTurn(claim, position, time.left(), services, decide, writer, stops::isDraining);
        turn = begun;
        if (!services.holdsLease()) {
            // The server was frozen, perhaps: another runner may be executing this very step by now.
            stop(StopReason.CLAIM_LOST);
        }
        Optional<StepOutcome> outcome = begun.decidedBefore(stops.reason());
        if (outcome.isEmpty()) {
            StepExecution running = begun.begin(fromOutside -> concludeStopped(begun, fromOutside));
            stops.passOnTo(running);
            amidStep = true;
            outcome = services.steps().execute(running, position.index() - claim.stepIndex());
            amidStep = false;
        }
        stoppedFromOutside = outcome.isEmpty();
        return stoppedFromOutside ? StepVerdict.STOP : conclude(begun, outcome.get());
    }

    /** On the thread of whoever has stopped the step: it must not wait, as a server that stops may have no other. The step keeps its own thread, but no slot. */
    private void concludeStopped(StepTurn stopped, StepOutcome outcome) {
        place.ifPresent(Place::free);
        left = true;
        try {
            stopped.conclude(outcome).map(this::leave).orElseGet(this::leaveUnwritten).whenComplete((nothing, failure) -> jobPlace.free());
        } catch (RuntimeException failed) {
            RunnerLog.error("Process " + claim.pid() + ": what has become of a stopped step cannot be written; the process is handed back to the queue", failed);
            handBackEarly();
            jobPlace.free();
        }
    }

    private CompletableFuture<Void> leaveUnwritten() {
        lost();
        host.ended(this);
        return CompletableFuture.completedFuture(null);
    }

    private StepVerdict conclude(StepTurn ended, StepOutcome outcome) throws InterruptedException {
        place.ifPresent(Place::free);
        Optional<Advance> next = ended.conclude(outcome);
        return next.isEmpty() ? lost() : outcome instanceof StepOutcome.Returned returned ? goOn(returned, next.get()) : settle(next.get());
    }

    private StepVerdict goOn(StepOutcome.Returned returned, Advance next) throws InterruptedException {
        if (!returned.isDurable() && next.state() != ProcessState.RUNNING) {
            leave(next);
            return written(next.state());
        }
        StepVerdict verdict = returned.isDurable() ? written(next.state()) : settle(next);
        if (!settled) {
            position = position.after(returned);
        }
        return verdict;
    }

    /** The job has nothing more to do; the process is this runner's until its end is durable. */
    private CompletableFuture<Void> leave(Advance last) {
        left = true;
        return writer.begin(last, position).thenAccept(written -> written.ifPresentOrElse(state -> { }, this::lost))
                .whenComplete((nothing, failure) -> host.ended(this));
    }

    private StepVerdict settle(Advance advance) throws InterruptedException {
        if (!stops.takesUp()) {
            return StepVerdict.STOP;
        }
        CompletableFuture<Optional<ProcessState>> begun = writer.begin(advance, position);
        host.jobPauses();
        try {
            return ClaimWriter.await(begun).map(this::written).orElseGet(this::lost);
        } finally {
            host.jobGoesOn();
        }
    }

    private StepVerdict written(ProcessState state) {
        settled = state != ProcessState.RUNNING;
        return AdvanceDecision.verdict(state);
    }

    private StepVerdict lost() {
        settled = true;
        RunnerLog.staleWrite(claim.pid(), decide.name(position));
        return StepVerdict.STOP;
    }

    /** @return what the running step has said lately; empty before the first */
    Optional<ProgressReports> reports() {
        return Optional.ofNullable(turn).map(StepTurn::reports);
    }

    /** @return completed when everybody was told that the first step has begun or that the process was cancelled before, if either is so */
    CompletableFuture<Void> tell() {
        return reports().map(ProgressReports::tell).orElse(withdrawal);
    }

    /** Stops the process as soon as possible; a lost claim outweighs other reasons. */
    void stop(StopReason reason) {
        stops.stop(reason);
        if (reason == StopReason.CLAIM_LOST) {
            writer.giveUp();
        } else if (reason == StopReason.CANCELLED && stops.withdraws()) {
            left = settled = true;
            withdrawal = leave(decide.ended(position, ProcessState.CANCELLED, Optional.empty(), 0, List.of()));
        }
    }

    /** Lets the running step end if it does so within the grace time, and hands the process back then. */
    void drain() {
        stops.drain(services.stopGrace());
    }

    /** Puts the process back into the queue before it has begun. */
    void handBack(Runnable whenWritten) {
        if (stops.withdraws()) {
            settled = true;
            writer.writeWithoutWaiting(decide.requeued(position, position.attempt(), Duration.ZERO, List.of()), whenWritten);
        }
    }

    /** The batch runtime stops all its jobs before the server stops the deployment, or while it is suspended. */
    @Override
    public void stop() {
        host.jobStopped();
        drain();
    }

    @Override
    public void ended() {
        if (!settled && !stoppedFromOutside) {
            RunnerLog.warning("Process " + claim.pid() + ": the batch runtime has ended its job early; it is handed back to the queue");
            handBackEarly();
        }
        jobPlace.free();
    }

    /** The batch runtime has not taken its job: hands the process back. The place of the job is the caller's again. */
    void jobRefused() {
        jobPlace.surrender();
        handBackEarly();
    }

    private void handBackEarly() {
        settled = true;
        writer.writeWithoutWaiting(amidStep ? decide.brokenOff(position, List.of()) : decide.requeued(position, position.attempt(), Duration.ofSeconds(1), List.of()));
        place.ifPresent(Place::free);
        host.ended(this);
    }
}
