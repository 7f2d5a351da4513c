package io.processmanager.runner.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import io.processmanager.runner.report.ProgressReports;
import io.processmanager.view.RunInfo;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.compensation.Compensation;
import io.processmanager.capture.KeptOutput;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How often a step may be broken off without having failed. */
class NextTransitionTest {

    private static final RetryPolicies POLICIES = new RetryPolicies() {
        @Override
        public Duration afterOutage() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Duration> pause(Retry step, Retry process, int retries, RetryAdvice failure) {
            return retries < step.maxRetries().orElse(0) ? step.delay() : Optional.empty();
        }
    };

    private static final int MAX_RESCUES = 3;

    private static final ProcessError ERROR = ProcessError.of("second", 1, IllegalStateException.class, "no");

    @Test
    void stepThatWasBrokenOffIsExecutedAgainAndThatIsCounted() {
        Advance next = decision(0).brokenOff(position(0), reports());

        assertEquals(ProcessState.QUEUED, next.state());
        assertTrue(next.isRescue());
        assertEquals(2, next.attempt(), "the next attempt has a number of its own");
    }

    @Test
    void theLastRescueThatTheSettingAllowsIsStillOne() {
        assertEquals(ProcessState.QUEUED, decision(MAX_RESCUES - 1).brokenOff(position(0), reports()).state());
    }

    @Test
    void onceMoreAndTheProcessFailsAndSaysThatTheStepSeemsToEndServers() {
        Advance next = decision(MAX_RESCUES).brokenOff(position(0), reports());

        assertEquals(ProcessState.FAILED, next.state());
        ProcessError error = next.error().orElseThrow();
        assertEquals("first", error.step());
        assertTrue(error.type().endsWith("RunnerLostException"), error.type());
        for (String part : List.of("step first", "broken off 4 times", "seems to end servers", "process-manager.runner.max-rescues allows 3", "retry the process", "stop-grace")) {
            assertTrue(error.message().contains(part), error.message());
        }
    }

    @Test
    void aCheckpointBeginsTheCountAnew() {
        assertEquals(ProcessState.QUEUED, decision(MAX_RESCUES).brokenOff(position(1), reports()).state());
        assertEquals(Optional.empty(), decision(MAX_RESCUES + 1).withoutExecution(position(1), step -> false));
    }

    @Test
    void commitWhoseOutcomeIsUnknownIsTriedAgainAfterAPauseAndNotCounted() {
        Advance again = decision(MAX_RESCUES).undecided(position(0), new SQLException("gone"), reports());

        assertEquals(ProcessState.QUEUED, again.state());
        assertFalse(again.isRescue());
        assertTrue(again.pause().compareTo(Duration.ZERO) > 0);
    }

    @Test
    void whatHasNotBegunItsStepIsHandedBackWithoutBeingCounted() {
        assertFalse(decision(MAX_RESCUES).handedBack(position(0), 1, Duration.ZERO, List.of()).isRescue());
    }

    @Test
    void stepIsHopelessWhenRunnersHaveEndedInItMoreOftenThanTheyMay() {
        assertEquals(Optional.empty(), decision(MAX_RESCUES).withoutExecution(position(0), step -> false));
        assertEquals(ProcessState.FAILED, decision(MAX_RESCUES + 1).withoutExecution(position(0), step -> false).orElseThrow().state());
    }

    @Test
    void completedStepIsCompensatedBeforeTheProcessFails() {
        Advance next = compensating(History.NONE).ended(position(1), ProcessState.FAILED, Optional.of(ERROR), 0, List.of());

        assertEquals(ProcessState.QUEUED, next.state());
        assertEquals(1, next.stepIndex(), "where it stopped");
        assertEquals(Optional.of("first"), next.stepName());
        assertEquals(Optional.of(ERROR), next.error());
        assertEquals(Optional.of(new Compensation(ProcessState.FAILED, Optional.of(0), true, false, false)), next.compensation());
    }

    @Test
    void processEndsAfterItsLastCompensationWhateverBecomesOfThat() {
        History history = new History(1, 0, 0, Optional.of(Compensation.stored(ProcessState.TIMED_OUT, 0)));
        Position at = new Position(1, 2, JsonValue.EMPTY_JSON_OBJECT, false, 0, history);
        Advance compensated = compensating(history).compensated(at, reports(), "{}", 2, List.of());
        Advance givenUp = compensating(history).ended(at, ProcessState.FAILED, Optional.of(ERROR), 0, List.of());
        Advance cancelled = compensating(history).ended(at, ProcessState.CANCELLED, Optional.empty(), 0, List.of());

        assertEquals(ProcessState.TIMED_OUT, compensated.state());
        assertEquals(RunInfo.Status.SUCCESS, compensated.run().orElseThrow().status());
        assertEquals(3, compensated.run().orElseThrow().number());
        assertEquals(0, compensated.run().orElseThrow().stepIndex());
        assertEquals(Optional.of("second"), compensated.stepName());
        assertEquals(ProcessState.TIMED_OUT, givenUp.state());
        assertTrue(givenUp.compensation().orElseThrow().hasFailed());
        assertEquals(ProcessState.CANCELLED, cancelled.state());
        assertEquals(Optional.of(0), cancelled.compensation().orElseThrow().step(), "shows what was not compensated");
    }

    @Test
    void requestedCompensationIsChosenByWhoeverClaimsTheProcess() {
        History history = new History(0, 0, 0, Optional.of(Compensation.REQUESTED));
        Advance next = compensating(history).withoutExecution(new Position(1, 1, JsonValue.EMPTY_JSON_OBJECT, false, 0, history), step -> false).orElseThrow();
        Advance nothing = compensating(history).withoutExecution(new Position(0, 1, JsonValue.EMPTY_JSON_OBJECT, true, 0, history), step -> false).orElseThrow();

        assertEquals(ProcessState.QUEUED, next.state());
        assertEquals(Optional.of(0), next.compensation().orElseThrow().step());
        assertEquals(ProcessState.CANCELLED, nothing.state());
    }

    @Test
    void stepThatEndsThoughItIsToBeCompensatedKeepsItsCheckpoint() {
        CompletedStep step = new CompletedStep(1, 2, 1, 7, 8, null, "{}", 2);
        NextTransition decide = compensating(History.NONE);
        Advance next = decide.cancelledWithCompensation(decide.completed(position(1), step, false, false, List.of()));

        assertEquals(ProcessState.QUEUED, next.state());
        assertEquals(2, next.stepIndex());
        assertEquals(Optional.of(step), next.completed());
        assertEquals(Optional.of(Compensation.REQUESTED), next.compensation());
    }

    private static NextTransition compensating(History history) {
        ManagedProcess process = ManagedProcess.named("p").step("first", StepSpec.ofType("merge").withCompensation(StepSpec.ofType("merge"))).step("second", StepSpec.ofType("merge")).build();
        return new NextTransition(new Claim("p1", 1, process, 1, 1, JsonValue.EMPTY_JSON_OBJECT, false, 0, Duration.ofMinutes(1), 0, history), POLICIES, MAX_RESCUES);
    }

    private static Position position(int index) {
        return new Position(index, 1, JsonValue.EMPTY_JSON_OBJECT, true, 0, History.NONE);
    }

    private static NextTransition decision(int rescues) {
        ManagedProcess process = ManagedProcess.named("p").step("first", StepSpec.ofType("merge")).step("second", StepSpec.ofType("merge")).build();
        Claim claim = new Claim("p1", 1, process, 0, 1, JsonValue.EMPTY_JSON_OBJECT, true, 0, Duration.ofMinutes(1), rescues, History.NONE);
        return new NextTransition(claim, POLICIES, MAX_RESCUES);
    }

    private static ProgressReports reports() {
        return new ProgressReports(null, "first", 1, 7, Clock.systemUTC(), new KeptOutput.Limits(100, 100_000), report -> CompletableFuture.completedFuture(null));
    }
}
