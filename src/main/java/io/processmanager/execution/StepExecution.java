package io.processmanager.execution;

import io.processmanager.execution.StepOutcome.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An attempt under way: one thread waits for its outcome, any thread may stop it. */
public final class StepExecution {

    private final CompletableFuture<StepOutcome> result = new CompletableFuture<>();
    private final CompletableFuture<StopReason> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private final long deadline;
    private final Duration cancelGrace;
    private final ResultTaker taker;
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean unwanted;
    private volatile Future<?> task;

    StepExecution(StepAttempt attempt, Duration cancelGrace) {
        this.deadline = System.nanoTime() + attempt.limit().toNanos();
        this.cancelGrace = cancelGrace;
        this.taker = attempt.taker();
    }

    void runningAs(Future<?> submitted) {
        task = submitted;
    }

    /** To be called by the thread that has executed the step. */
    void complete(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Returned returned && !isUnwanted() && decided.compareAndSet(false, true)) {
            take(returned);
        } else {
            result.complete(outcome);
        }
    }

    private void take(StepOutcome.Returned returned) {
        try {
            taker.take(returned).whenComplete((nothing, failure) -> result.complete(returned));
        } catch (RuntimeException | Error failed) {
            // Whoever waits meets the same difficulty, and can say so; nobody may wait for ever.
            result.complete(returned);
        }
    }

    /** Whether the outcome is no longer wanted: the step was stopped, or its time is up. */
    boolean isUnwanted() {
        return unwanted || stop.isDone() || System.nanoTime() - deadline >= 0;
    }

    /**
     * Asks, on behalf of a transactional step that is about to commit, whether the result still counts. From then on whoever waits does so for
     * the commit, even past the deadline: whether it succeeds decides.
     *
     * @return whether the step may commit
     */
    boolean beginCommit() {
        return decided.compareAndSet(false, true);
    }

    /**
     * Stops the attempt if it has not ended by itself before.
     *
     * @param reason why
     * @param grace how long it may go on
     */
    public void stopWithin(StopReason reason, Duration grace) {
        stop.completeOnTimeout(reason, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Stops the attempt: its thread is interrupted, and whoever waits learns the reason.
     *
     * @param reason why
     */
    public void stop(StopReason reason) {
        stop.complete(reason);
    }

    /** Lets {@link #awaitUnlessReleased} return: the thread that waits there is needed elsewhere. */
    public void releaseWaiter() {
        release.complete(null);
    }

    /**
     * Waits for the end, or until {@link #releaseWaiter} is called.
     *
     * @return what came of the attempt; empty if the waiter was released before, and somebody else has to {@link #await} the end
     * @throws InterruptedException if the waiting thread is interrupted; the attempt is then interrupted as well
     */
    public Optional<StepOutcome> awaitUnlessReleased() throws InterruptedException {
        return await(CompletableFuture.anyOf(result, stop, release));
    }

    /**
     * Waits for the end. When this returns, the outcome is decided, whatever the step may still do if it ignores interruption.
     *
     * @return what came of the attempt
     * @throws InterruptedException if the waiting thread is interrupted; the attempt is then interrupted as well
     */
    public StepOutcome await() throws InterruptedException {
        return await(CompletableFuture.anyOf(result, stop)).orElseThrow();
    }

    private Optional<StepOutcome> await(CompletableFuture<Object> first) throws InterruptedException {
        try {
            first.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (result.isDone()) {
                return Optional.of(result.join());
            }
            return stop.isDone() ? Optional.of(decide(stop.join())) : Optional.empty();
        } catch (TimeoutException timeIsUp) {
            return Optional.of(decide(null));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Neither future is ever completed exceptionally", impossible);
        } catch (InterruptedException interrupted) {
            interrupt();
            throw interrupted;
        }
    }

    /** The time is up (no reason), or somebody stops the attempt. If a transactional step is just committing, its commit decides instead. */
    private StepOutcome decide(StopReason reason) {
        if (!decided.compareAndSet(false, true)) {
            return result.join();
        }
        interrupt();
        return reason == null ? new StepOutcome.TimedOut() : stopped(reason);
    }

    /** A cancelled step is given a moment to stop, so that "cancelled" mostly means that nothing goes on any more. */
    private StepOutcome stopped(StopReason reason) {
        if (reason == StopReason.CANCELLED) {
            result.handle((ended, never) -> ended).completeOnTimeout(null, cancelGrace.toMillis(), TimeUnit.MILLISECONDS).join();
        }
        return new StepOutcome.Stopped(reason);
    }

    private void interrupt() {
        unwanted = true;
        Future<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
    }
}
