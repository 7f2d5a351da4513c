package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Stop requests, passed on to the current and later steps. Thread-safe except {@link #takesUp}. */
final class StopRequests {

    private final AtomicReference<StopReason> reason = new AtomicReference<>();
    private volatile Optional<Duration> drainGrace = Optional.empty();
    private volatile StepExecution execution;
    /** Whether nobody has decided about the claim yet. */
    private final AtomicBoolean untouched = new AtomicBoolean(true);
    /** Used only by the job. */
    private boolean takenUp;

    /** @return whether the job owns the process, which then cannot be withdrawn */
    boolean takesUp() {
        takenUp = takenUp || withdraws();
        return takenUp;
    }

    /** @return whether the caller may hand back or cancel the unstarted process; the job then does nothing */
    boolean withdraws() {
        return untouched.compareAndSet(true, false);
    }

    /** Stops as soon as possible; a lost claim overrides other reasons. */
    void stop(StopReason why) {
        if (!reason.compareAndSet(null, why) && why == StopReason.CLAIM_LOST) {
            reason.set(why);
        }
        StepExecution current = execution;
        if (current != null) {
            current.stop(why);
        }
    }

    /** Stops after the running step, or after the grace time; a longer one than before changes nothing. */
    void drain(Duration grace) {
        if (drainGrace.filter(known -> known.compareTo(grace) <= 0).isPresent()) {
            return;
        }
        drainGrace = Optional.of(grace);
        StepExecution current = execution;
        if (current != null) {
            current.stopWithin(StopReason.HANDED_BACK, grace);
        }
    }

    boolean isDraining() {
        return drainGrace.isPresent();
    }

    /** @return why no further step may start; empty if it may */
    Optional<StopReason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** @param begun also receives requests made before this call */
    void passOnTo(StepExecution begun) {
        execution = begun;
        if (reason.get() != null) {
            begun.stop(reason.get());
        } else {
            drainGrace.ifPresent(grace -> begun.stopWithin(StopReason.HANDED_BACK, grace));
        }
    }
}
