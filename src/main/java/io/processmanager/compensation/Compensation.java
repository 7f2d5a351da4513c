package io.processmanager.compensation;

import io.processmanager.view.ProcessState;
import java.util.Optional;

/**
 * How far a process is on its way to an end before which its completed steps are compensated. Also what a transition
 * makes of that.
 *
 * @param endsAs the state in which the process ends when all is compensated
 * @param step the step whose compensation is next, from 0; empty if none has been chosen yet, or if none is left
 * @param moves whether a transition goes on to that step
 * @param isRequest whether it is the cancellation that a caller has requested
 * @param hasFailed whether a transition gives up the compensation before
 */
public record Compensation(ProcessState endsAs, Optional<Integer> step, boolean moves, boolean isRequest, boolean hasFailed) {

    /** A caller has requested it, and it has not begun. */
    public static final Compensation REQUESTED = new Compensation(ProcessState.CANCELLED, Optional.empty(), false, true, false);

    /**
     * @param endsAs as stored
     * @param step as stored; null if it has not begun
     * @return what a claim continues
     */
    public static Compensation stored(ProcessState endsAs, Integer step) {
        return step == null ? REQUESTED : new Compensation(endsAs, Optional.of(step), false, false, false);
    }

    /** @return what a caller's cancellation makes of it: the steps that are left stay as they are */
    public Compensation broken() {
        return new Compensation(ProcessState.CANCELLED, step, false, false, false);
    }

    Compensation movedTo(Optional<Integer> next, boolean failed) {
        return new Compensation(endsAs, next, next.isPresent(), false, failed);
    }
}
