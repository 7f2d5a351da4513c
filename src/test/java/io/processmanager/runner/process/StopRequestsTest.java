package io.processmanager.runner.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.execution.attempt.StoppedExecution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopRequestsTest {

    private static final Duration GRACE = Duration.ofSeconds(7);

    private final StopRequests requests = new StopRequests();
    private final StoppedExecution step = new StoppedExecution();

    private static Optional<StepOutcome> stopped(StopReason reason) {
        return Optional.of(new StepOutcome.Stopped(reason, false));
    }

    @Test
    void aStepGoesOnWhileNobodyAsks() {
        requests.passOnTo(step.execution());
        assertEquals(Optional.empty(), requests.reason());
        assertFalse(requests.isDraining());
        assertEquals(Optional.empty(), step.outcome());
        assertEquals(List.of(), step.graces());
    }

    @Test
    void theStepThatIsExecutedIsStoppedAtOnce() {
        requests.passOnTo(step.execution());
        requests.stop(StopReason.HANDED_BACK);
        assertEquals(stopped(StopReason.HANDED_BACK), step.outcome());
        assertEquals(Optional.of(StopReason.HANDED_BACK), requests.reason());
    }

    @Test
    void aStepThatBeginsAfterTheRequestIsStoppedToo() {
        requests.stop(StopReason.HANDED_BACK);
        requests.passOnTo(step.execution());
        assertEquals(stopped(StopReason.HANDED_BACK), step.outcome());
    }

    @Test
    void ofTwoReasonsTheFirstCounts() {
        requests.stop(StopReason.CANCELLED);
        requests.stop(StopReason.HANDED_BACK);
        assertEquals(Optional.of(StopReason.CANCELLED), requests.reason());
    }

    @Test
    void aLostClaimOutweighsEveryOtherReasonWhicheverComesFirst() {
        requests.stop(StopReason.CANCELLED);
        requests.stop(StopReason.CLAIM_LOST);
        requests.stop(StopReason.HANDED_BACK);
        assertEquals(Optional.of(StopReason.CLAIM_LOST), requests.reason());
    }

    @Test
    void aDrainedStepMayEndByItselfWithinTheGraceTime() {
        requests.passOnTo(step.execution());
        requests.drain(GRACE);
        assertTrue(requests.isDraining());
        assertEquals(Optional.empty(), step.outcome());
        assertEquals(List.of(GRACE), step.graces());
        step.letTimePass();
        assertEquals(stopped(StopReason.HANDED_BACK), step.outcome());
    }

    @Test
    void aStepThatBeginsWhileItsRunnerDrainsHasTheGraceTime() {
        requests.drain(GRACE);
        requests.passOnTo(step.execution());
        assertEquals(Optional.empty(), step.outcome());
        assertEquals(List.of(GRACE), step.graces());
    }

    @Test
    void ofTwoGraceTimesTheShorterCounts() {
        requests.passOnTo(step.execution());
        requests.drain(GRACE.multipliedBy(2));
        requests.drain(GRACE);
        requests.drain(GRACE.multipliedBy(2));
        assertEquals(List.of(GRACE.multipliedBy(2), GRACE), step.graces());
    }

    @Test
    void drainingIsNoReasonThatKeepsTheNextStepFromBeginning() {
        requests.drain(GRACE);
        assertEquals(Optional.empty(), requests.reason());
    }

    @Test
    void aStopOutweighsTheGraceTime() {
        requests.drain(GRACE);
        requests.stop(StopReason.CANCELLED);
        requests.passOnTo(step.execution());
        step.letTimePass();
        assertEquals(stopped(StopReason.CANCELLED), step.outcome());
    }

    @Test
    void whatTheJobHasTakenUpNobodyCanWithdraw() {
        assertTrue(requests.takesUp());
        assertFalse(requests.withdraws());
        assertTrue(requests.takesUp(), "it is still the job's");
    }

    @Test
    void whatIsWithdrawnTheJobDoesNotTakeUpAndNobodyWithdrawsTwice() {
        assertTrue(requests.withdraws());
        assertFalse(requests.takesUp());
        assertFalse(requests.withdraws());
    }
}
