package io.processmanager.runner.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunningPhaseTest {

    private final RunningPhase phase = new RunningPhase();

    @Test
    void stepsFollowEachOther() {
        assertTrue(phase.isBetweenSteps());
        phase.stepBegins();
        assertTrue(phase.isInStep());
        phase.stepEnds(false);
        assertTrue(phase.isBetweenSteps());
        assertFalse(phase.isOver());
    }

    /** Whoever has stopped a step may be faster than the thread that has executed it. */
    @Test
    void whoHasStoppedAStepIsNotOverruledByItsEnd() {
        phase.stepBegins();
        phase.leave();
        phase.stepEnds(true);
        assertTrue(phase.isLeaving());
    }

    @Test
    void aStoppedStepIsNeitherInProgressNorOver() {
        phase.stepBegins();
        phase.stepEnds(true);
        assertFalse(phase.isInStep() || phase.isBetweenSteps() || phase.isOver());
    }

    /** The listener is told of the end once: by who writes it, or by the job. */
    @Test
    void whatIsBeingLeftIsNotSettledByTheJob() {
        phase.leave();
        phase.settle();
        assertTrue(phase.isLeaving());
        assertFalse(phase.isSettled());
        assertTrue(phase.isOver());
    }

    @Test
    void whatIsSettledBeginsNoStep() {
        phase.settle();
        phase.stepBegins();
        assertTrue(phase.isSettled());
    }
}
