package io.processmanager.execution.attempt;

import io.processmanager.execution.attempt.StepOutcome.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An attempt's execution. Its outcome is decided exactly once: by the step's thread at its end, or earlier by the timer
 * or a stop, which interrupt the thread. Thread-safe.
 */
public final class StepExecution {

    private final Function<StepExecution, StepOutcome> step;
    private final Consumer<StepOutcome> onStopped;
    private final Duration cancelGrace;
    private final StepTimer timer;
    private final long deadline;
    /** Completed by a stop with its reason; by the timer or the end without one. */
    private final CompletableFuture<Optional<StopReason>> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean unwanted;
    private volatile boolean begun;
    /** Whether the step decided the outcome by starting its commit. Confined to its thread. */
    private boolean committing;
    /** The step's thread; null before and after. Guarded by this. */
    private Thread thread;
    /** Interrupts what else works for the step. Guarded by this. */
    private Runnable others = () -> { };

    /**
     * @param limit from now on
     * @param cancelGrace delays the report of a cancellation until the step has usually ended
     * @param timer stops the attempt at its limit
     * @param step executes the step
     * @param onStopped receives an outcome not decided by the step, on any thread: must be quick
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
     * Executes the step on the calling thread unless stopped; call once.
     *
     * @return the outcome; empty if decided from outside, reported or not
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
            // A pending interrupt was meant for the step.
            Thread.interrupted();
        }
        left.complete(null);
    }

    private void interrupt() {
        Runnable first;
        synchronized (this) {
            first = others;
        }
        first.run();
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /**
     * @param interruptOthers runs before the step's thread is interrupted, at once if it has been; on any thread, maybe
     *     twice: must be quick and not block
     */
    public void alsoInterrupt(Runnable interruptOthers) {
        boolean late;
        synchronized (this) {
            others = interruptOthers;
            late = unwanted;
        }
        if (late) {
            interruptOthers.run();
        }
    }

    /** @return whether the step was stopped or its time is over */
    public boolean isUnwanted() {
        return unwanted || stop.isDone() || System.nanoTime() - deadline >= 0;
    }

    /**
     * Claims the outcome before a transactional step commits. Nothing can stop the attempt afterwards, not even the
     * timer.
     *
     * @return whether it may commit
     */
    public boolean beginCommit() {
        committing = decided.compareAndSet(false, true);
        return committing;
    }

    /**
     * Stops the attempt unless it ends first.
     *
     * @param reason why
     * @param grace time until the stop
     */
    public void stopWithin(StopReason reason, Duration grace) {
        timer.completeAfter(stop, Optional.of(reason), grace.toNanos());
    }

    /**
     * Interrupts the thread and reports the outcome, unless decided.
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
