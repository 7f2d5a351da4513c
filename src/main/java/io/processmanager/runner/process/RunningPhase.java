package io.processmanager.runner.process;

import java.util.concurrent.atomic.AtomicReference;

/** Phase of a claim on this node. Thread-safe: moved on by the job and by stop requests, each transition once. */
final class RunningPhase {

    private enum Phase {
        /** The job starts, or is about to execute its next step. */
        BETWEEN_STEPS,
        IN_STEP,
        /** The stopped step still holds the job's thread; the stopper decides how the process continues. */
        STOPPED,
        /** The job is done. The claim is held until the end of the process is durable; the writer then reports it. */
        LEAVING,
        /** The end of the process is durable or left to others; the job reports it. */
        SETTLED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BETWEEN_STEPS);

    void stepBegins() {
        phase.compareAndSet(Phase.BETWEEN_STEPS, Phase.IN_STEP);
    }

    /** @param stopped whether the step was stopped without awaiting its end */
    void stepEnds(boolean stopped) {
        phase.compareAndSet(Phase.IN_STEP, stopped ? Phase.STOPPED : Phase.BETWEEN_STEPS);
    }

    void leave() {
        phase.set(Phase.LEAVING);
    }

    /** No effect while leaving: the writer reports the end. */
    void settle() {
        phase.updateAndGet(now -> now == Phase.LEAVING ? now : Phase.SETTLED);
    }

    boolean isBetweenSteps() {
        return phase.get() == Phase.BETWEEN_STEPS;
    }

    boolean isInStep() {
        return phase.get() == Phase.IN_STEP;
    }

    boolean isLeaving() {
        return phase.get() == Phase.LEAVING;
    }

    boolean isSettled() {
        return phase.get() == Phase.SETTLED;
    }

    /** @return whether the job has no step left */
    boolean isOver() {
        return isLeaving() || isSettled();
    }
}
