package io.processmanager.execution;

import io.processmanager.execution.StepOutcome.StopReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt under way: one thread waits for its outcome, any thread may stop it. */
public final class StepExecution {

    private final CompletableFuture<StepOutcome> result = new CompletableFuture<>();
    private final CompletableFuture<StopReason> stop = new CompletableFuture<>();
    private final long deadline;
    private final Duration cancelGrace;
    private volatile boolean unwanted;
    private volatile Future<?> task;

    StepExecution(StepAttempt attempt, Duration cancelGrace) {
        this.deadline = System.nanoTime() + attempt.limit().toNanos();
        this.cancelGrace = cancelGrace;
    }

    void runningAs(Future<?> submitted) {
        task = submitted;
    }

    void complete(StepOutcome outcome) {
        result.complete(outcome);
    }

    /** Whether the outcome is no longer wanted: the step was stopped, or its time is up. */
    boolean isUnwanted() {
        return unwanted || stop.isDone() || System.nanoTime() - deadline >= 0;
    }

    /**
     * Stops the attempt: its thread is interrupted, and whoever waits learns the reason.
     *
     * @param reason why
     */
    public void stop(StopReason reason) {
        stop.complete(reason);
    }

    /**
     * Waits for the end. When this returns, the outcome is decided, whatever the step may still do if it ignores interruption.
     *
     * @return what came of the attempt
     * @throws InterruptedException if the waiting thread is interrupted; the attempt is then interrupted as well
     */
    public StepOutcome await() throws InterruptedException {
        try {
            Object first = CompletableFuture.anyOf(result, stop).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return first instanceof StepOutcome outcome ? outcome : stopped((StopReason) first);
        } catch (TimeoutException timeIsUp) {
            interrupt();
            return new StepOutcome.TimedOut();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Neither future is ever completed exceptionally", impossible);
        } catch (InterruptedException interrupted) {
            interrupt();
            throw interrupted;
        }
    }

    /** A cancelled step is given a moment to stop, so that "cancelled" mostly means that nothing goes on any more. */
    private StepOutcome stopped(StopReason reason) throws InterruptedException, ExecutionException {
        interrupt();
        if (reason == StopReason.CANCELLED) {
            try {
                result.get(cancelGrace.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException abandoned) {
                return new StepOutcome.Stopped(reason);
            }
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
