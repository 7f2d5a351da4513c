package io.processmanager.runner.process;

import java.util.concurrent.atomic.AtomicReference;

/** How far a claim is from its beginning to its end on this node. Its job moves on, and so does whoever stops it; each move is made once. */
final class RunningPhase {

    private enum Phase {
        /** The job is about to be started, or to execute the next step. */
        BETWEEN_STEPS,
        /** The job executes a step. */
        IN_STEP,
        /** Somebody has stopped the step, which keeps the thread of the job, and decides what becomes of the process. */
        STOPPED,
        /** The job has nothing more to do. The claim is held until the end of the process is durable; who writes that tells of it then. */
        LEAVING,
        /** What becomes of the process is durable, or the business of others. The job tells of it as it ends. */
        SETTLED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BETWEEN_STEPS);

    void stepBegins() {
        phase.compareAndSet(Phase.BETWEEN_STEPS, Phase.IN_STEP);
    }

    /** @param stopped whether somebody has stopped the step, and not waited for its end */
    void stepEnds(boolean stopped) {
        phase.compareAndSet(Phase.IN_STEP, stopped ? Phase.STOPPED : Phase.BETWEEN_STEPS);
    }

    void leave() {
        phase.set(Phase.LEAVING);
    }

    /** Does nothing where the claim is being left: whoever writes its end tells of it. */
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

    /** @return whether the job has no further step to execute */
    boolean isOver() {
        return isLeaving() || isSettled();
    }
}
