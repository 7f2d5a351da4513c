package io.processmanager.execution.attempt;

import io.processmanager.execution.attempt.StepOutcome.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An attempt of a step. What comes of it is decided once: by the thread that executes the step, when that has ended, or before by the clock or by whoever stops it. The
 * thread is then interrupted, and whatever the step may still do counts no more.
 */
public final class StepExecution {

    private final Function<StepExecution, StepOutcome> step;
    private final Consumer<StepOutcome> onStopped;
    private final Duration cancelGrace;
    private final StepTimer timer;
    private final long deadline;
    /** Completed with the reason by whoever stops the attempt, and without one by the clock or when there is nothing to stop any more. */
    private final CompletableFuture<Optional<StopReason>> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean unwanted;
    private volatile boolean begun;
    /** Whether the step has decided the outcome by beginning to commit. Its own thread's. */
    private boolean committing;
    /** What executes the step at this moment; null before and after. Guarded by this. */
    private Thread thread;

    /**
     * @param limit how long the attempt may take from now on
     * @param cancelGrace how long a cancelled step is given to end before its outcome is told: "cancelled" mostly means that nothing goes on any more then
     * @param timer ends it when its time is up
     * @param step executes the step
     * @param onStopped is told the outcome if it is not the step that decides it, on whatever thread that happens: it must be quick
     */
    public StepExecution(Duration limit, Duration cancelGrace, StepTimer timer, Function<StepExecution, StepOutcome> step, Consumer<StepOutcome> onStopped) {
        this.deadline = System.nanoTime() + limit.toNanos();
        this.cancelGrace = cancelGrace;
        this.timer = timer;
        this.step = step;
        this.onStopped = onStopped;
        stop.thenAccept(this::decide);
    }

    /**
     * Executes the step on the calling thread, unless it was stopped before; to be called once.
     *
     * @return what has come of it; empty if that was decided from outside, whether or not it was told yet
     */
    public Optional<StepOutcome> run() {
        StepOutcome outcome = null;
        try {
            if (enter()) {
                timer.completeAfter(stop, Optional.empty(), deadline - System.nanoTime());
                outcome = step.apply(this);
            }
        } finally {
            leave();
        }
        boolean byStep = outcome != null && (committing || decided.compareAndSet(false, true));
        stop.complete(Optional.empty());
        return byStep ? Optional.of(outcome) : Optional.empty();
    }

    private synchronized boolean enter() {
        begun = !decided.get();
        thread = begun ? Thread.currentThread() : null;
        return begun;
    }

    private void leave() {
        synchronized (this) {
            thread = null;
            // It was meant for the step.
            Thread.interrupted();
        }
        left.complete(null);
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether the outcome is no longer wanted: the step was stopped, or its time is up. */
    public boolean isUnwanted() {
        return unwanted || stop.isDone() || System.nanoTime() - deadline >= 0;
    }

    /**
     * Asks, on behalf of a transactional step that is about to commit, whether the result still counts. From then on nobody can stop the attempt, not even the clock:
     * whether the commit succeeds decides.
     *
     * @return whether the step may commit
     */
    public boolean beginCommit() {
        committing = decided.compareAndSet(false, true);
        return committing;
    }

    /**
     * Stops the attempt if it has not ended by itself before.
     *
     * @param reason why
     * @param grace how long it may go on
     */
    public void stopWithin(StopReason reason, Duration grace) {
        timer.completeAfter(stop, Optional.of(reason), grace.toNanos());
    }

    /**
     * Stops the attempt: its thread is interrupted, and the outcome is told.
     *
     * @param reason why
     */
    public void stop(StopReason reason) {
        stop.complete(Optional.of(reason));
    }

    private void decide(Optional<StopReason> reason) {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        unwanted = true;
        interrupt();
        StepOutcome outcome = reason.isPresent() ? new StepOutcome.Stopped(reason.get(), begun) : new StepOutcome.TimedOut();
        CompletableFuture<Void> told = new CompletableFuture<>();
        if (reason.equals(Optional.of(StopReason.CANCELLED))) {
            left.thenRun(() -> told.complete(null));
            timer.completeAfter(told, null, cancelGrace.toNanos());
        } else {
            told.complete(null);
        }
        told.thenRun(() -> onStopped.accept(outcome));
    }
}
