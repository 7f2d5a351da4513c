package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Who wants a process to stop, and how: passed on to the step that is executed, and to those that are begun later. Any thread may call it. */
final class StopRequests {

    private final AtomicReference<StopReason> reason = new AtomicReference<>();
    private volatile Optional<Duration> drainGrace = Optional.empty();
    private volatile StepExecution execution;
    /** Whether it is open what becomes of the claim at first. */
    private final AtomicBoolean untouched = new AtomicBoolean(true);
    /** The job's own. */
    private boolean takenUp;

    /** @return whether the job of the process decides what becomes of it; nobody else can any more then */
    boolean takesUp() {
        takenUp = takenUp || withdraws();
        return takenUp;
    }

    /** @return whether the caller, who hands the process back or cancels it before it has begun, decides that; its job has nothing to do any more then */
    boolean withdraws() {
        return untouched.compareAndSet(true, false);
    }

    /**
     * As soon as possible; a lost claim outweighs other reasons.
     *
     * @param why the reason
     */
    void stop(StopReason why) {
        if (!reason.compareAndSet(null, why) && why == StopReason.CLAIM_LOST) {
            reason.set(why);
        }
        StepExecution current = execution;
        if (current != null) {
            current.stop(why);
        }
    }

    /**
     * After the running step, or in the middle of it if that takes long.
     *
     * @param grace how long it may take
     */
    void drain(Duration grace) {
        drainGrace = Optional.of(grace);
        StepExecution current = execution;
        if (current != null) {
            current.stopWithin(StopReason.HANDED_BACK, grace);
        }
    }

    boolean isDraining() {
        return drainGrace.isPresent();
    }

    /** @return why no further step may begin; empty if it may */
    Optional<StopReason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** @param begun what is executed from now on: whoever wanted to stop it in between has not seen it */
    void passOnTo(StepExecution begun) {
        execution = begun;
        if (reason.get() != null) {
            begun.stop(reason.get());
        } else {
            drainGrace.ifPresent(grace -> begun.stopWithin(StopReason.HANDED_BACK, grace));
        }
    }
}
