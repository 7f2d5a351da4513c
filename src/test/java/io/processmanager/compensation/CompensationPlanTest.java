package io.processmanager.compensation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.view.ProcessState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which completed steps are compensated, and in which order. */
class CompensationPlanTest {

    private static final StepSpec PLAIN = StepSpec.ofType("merge");
    private static final StepSpec COMPENSATED = PLAIN.withCompensation(StepSpec.ofType("undo"));

    private final CompensationPlan plan = new CompensationPlan(ManagedProcess.named("p").step("a", COMPENSATED).step("b", PLAIN).step("c", COMPENSATED).step("d", COMPENSATED).build());

    @Test
    void lastCompletedStepIsCompensatedFirst() {
        assertEquals(List.of(2, 0), plan.steps(3));
        assertEquals(Optional.of(2), plan.begin(3, ProcessState.FAILED).orElseThrow().step());
        assertEquals(Optional.of(0), plan.begin(2, ProcessState.FAILED).orElseThrow().step());
    }

    @Test
    void nothingIsCompensatedBeforeAStepThatNamesOneHasCompleted() {
        assertEquals(Optional.empty(), plan.begin(0, ProcessState.FAILED));
        assertEquals(List.of(), plan.steps(0));
    }

    @Test
    void stepsWithoutCompensationArePassedOverUntilNoneIsLeft() {
        Compensation first = plan.begin(3, ProcessState.TIMED_OUT).orElseThrow();
        Compensation second = plan.after(first, true);
        Compensation end = plan.after(second, false);

        assertEquals(Optional.of(0), second.step());
        assertTrue(first.moves() && second.moves() && second.hasFailed());
        assertEquals(Optional.empty(), end.step());
        assertFalse(end.moves() || end.hasFailed());
        assertEquals(ProcessState.TIMED_OUT, end.endsAs());
    }

    @Test
    void onlyTheBeginningHeedsTheRequestThatItComesFrom() {
        Compensation first = plan.begin(4, ProcessState.CANCELLED).orElseThrow();

        assertTrue(first.isRequest());
        assertFalse(plan.after(first, false).isRequest());
        assertFalse(plan.begin(4, ProcessState.FAILED).orElseThrow().isRequest());
        assertEquals(Compensation.REQUESTED, Compensation.stored(ProcessState.CANCELLED, null));
        assertFalse(Compensation.stored(ProcessState.CANCELLED, 1).isRequest());
    }
}
