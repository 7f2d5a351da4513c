package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.bulk.BulkAction;
import io.processmanager.bulk.BulkChanges;
import io.processmanager.queue.Queuing;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.CompensatingSteps.Undoes;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.Ledger;
import io.processmanager.teststeps.LedgerSteps.Enters;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.teststeps.WaitingSteps.Stubborn;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Compensation;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a process does not reach its end, its completed steps are compensated, the last one first, each with what it has returned. */
final class CompensationIT extends InSharedDeployment {

    /** The default of {@code process-manager.runner.max-rescues}. */
    private static final int MOST_RESCUES = 3;

    @Inject
    BulkChanges bulk;

    private final Gate gate = Gate.closed();
    private final String key = UUID.randomUUID().toString();

    private static StepSpec returning(int value) {
        return StepSpec.of(Constant.class, value);
    }

    private StepSpec undone(int value) {
        return returning(value).withCompensation(StepSpec.of(Undoes.class, key));
    }

    /** Two steps to be undone and one that is not, and where they go on. */
    private ManagedProcess.Builder booked(StepSpec last) {
        return ManagedProcess.named("booked").step("flight", undone(1)).step("note", returning(2)).step("hotel", undone(3)).step("pay", last);
    }

    private static StepSpec failing() {
        return StepSpec.of(Fails.class, "with a code");
    }

    private List<String> undone() {
        return Executions.of(key);
    }

    private static Compensation compensation(ProcessInfo info) {
        return info.progress().compensation().orElseThrow();
    }

    private static List<StepState> states(ProcessInfo info) {
        return info.progress().steps().stream().map(StepInfo::state).toList();
    }

    private static List<String> compensated(ProcessInfo info) {
        return compensation(info).steps().stream().map(step -> step.step().name() + " " + step.step().state() + " " + step.step().attempt().number()).toList();
    }

    @Test
    void failureCompensatesTheCompletedStepsInReverseOrderWithTheirOutputs() throws IOException {
        ProcessInfo info = execute(booked(failing()));

        assertEquals(ProcessState.FAILED, info.state());
        assertEquals(List.of("hotel 3", "flight 1"), undone());
        assertEquals(new Compensation(Compensation.Status.COMPLETED, compensation(info).steps()), compensation(info));
        assertEquals(List.of("hotel COMPENSATED 2", "flight COMPENSATED 2"), compensated(info));
        assertEquals(List.of(StepState.COMPENSATED, StepState.COMPLETED, StepState.COMPENSATED, StepState.FAILED), states(info));
        assertEquals("pay", info.error().orElseThrow().step());
        assertEquals("no funds", info.error().orElseThrow().message());
        assertEquals(Optional.of("pay"), info.progress().currentStep());
        assertEquals(1, info.progress().steps().get(3).attempt().number());
        assertEquals(70, info.progress().steps().get(3).attempt().percent());
        assertEquals(75, info.progress().percent());
        assertEquals(Optional.of(RunInfo.Status.ERROR), info.execution().lastStatus());
        assertEquals(1, info.execution().failedRuns());
        assertTrue(info.times().finished().isPresent());

        List<RunInfo> runs = processes.getRuns(info.pid(), null, 100).items();
        assertEquals(List.of("flight", "note", "hotel", "pay", "hotel", "flight"), runs.stream().map(RunInfo::step).toList());
        assertEquals(List.of(1, 2, 3, 4, 5, 6), runs.stream().map(RunInfo::number).toList());
        assertEquals(List.of(false, false, false, false, true, true), runs.stream().map(run -> run.execution().isCompensation()).toList());
        assertEquals(List.of(1, 1, 1, 1, 2, 2), runs.stream().map(RunInfo::attempt).toList());
        assertEquals(RunInfo.Status.SUCCESS, runs.get(4).status());
        assertEquals(Json.createValue("undone hotel"), runs.get(4).results().value().orElseThrow());
        try (InputStream printed = processes.openRunOutput(info.pid(), 5, LogLine.Stream.OUT)) {
            assertEquals("undoes hotel", new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void withoutACompletedStepThatNamesACompensationTheProcessEndsAtOnce() {
        ProcessInfo first = execute(ManagedProcess.named("first").step("pay", failing().withCompensation(StepSpec.of(Undoes.class, key))));
        ProcessInfo none = execute(ManagedProcess.named("none").step("a", returning(1)).step("pay", failing()));
        ProcessInfo finished = execute(ManagedProcess.named("finished").step("a", undone(1)));

        assertEquals(List.of(), undone());
        assertEquals(List.of(ProcessState.FAILED, ProcessState.FAILED, ProcessState.FINISHED), List.of(first.state(), none.state(), finished.state()));
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(first.progress().compensation(), none.progress().compensation(), finished.progress().compensation()));
    }

    @Test
    void timeoutOfTheProcessLeavesTheCompensationItsFullTime() {
        ProcessInfo info = execute(booked(StepSpec.of(Waits.class, gate.key())).timeout(Duration.ofSeconds(1)));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertEquals(List.of("hotel 3", "flight 1"), undone());
        assertEquals(Compensation.Status.COMPLETED, compensation(info).status());
        assertEquals(StepState.TIMED_OUT, states(info).get(3));
    }

    @Test
    void failedCompensationIsRetriedByItsOwnPolicy() {
        StepSpec stubborn = StepSpec.of(Undoes.class, key, 2).withRetry(Retry.times(2).withDelay(Duration.ofMillis(20)));
        ProcessInfo info = execute(ManagedProcess.named("p").step("a", returning(1).withCompensation(stubborn)).step("pay", failing()));

        assertEquals(List.of("a 1", "a 1", "a 1"), undone());
        assertEquals(List.of("a COMPENSATED 4"), compensated(info));
        assertEquals(Compensation.Status.COMPLETED, compensation(info).status());
        assertEquals(List.of("SUCCESS 1", "ERROR 1", "ERROR 2", "ERROR 3", "SUCCESS 4"),
                processes.getRuns(info.pid(), null, 100).items().stream().map(run -> run.status() + " " + run.attempt()).toList());
    }

    @Test
    void compensationThatFailsForGoodIsRecordedAndTheOthersGoOn() {
        ProcessInfo info = execute(ManagedProcess.named("p").step("a", undone(1)).step("b", returning(2).withCompensation(StepSpec.of(Undoes.class, key, 9)))
                .step("c", undone(3)).step("pay", failing()));

        assertEquals(ProcessState.FAILED, info.state());
        assertEquals("pay", info.error().orElseThrow().step(), "the failure that was first");
        assertEquals(List.of("c 3", "b 2", "a 1"), undone());
        assertEquals(Compensation.Status.FAILED, compensation(info).status());
        assertEquals(List.of("c COMPENSATED 2", "b FAILED 2", "a COMPENSATED 2"), compensated(info));
        assertEquals(List.of(StepState.COMPENSATED, StepState.COMPLETED, StepState.COMPENSATED, StepState.FAILED), states(info));
        assertEquals("cannot undo b yet", compensation(info).steps().get(1).error().orElseThrow().message());
        assertTrue(processes.getLog(info.pid(), null, 100).items().stream().anyMatch(line -> line.step().equals("b") && line.text().contains("failed for good")));
    }

    @Test
    void compensationHasATimeoutOfItsOwn() {
        ProcessInfo info = execute(ManagedProcess.named("p").step("a", undone(1))
                .step("b", returning(2).withCompensation(StepSpec.of(Waits.class, gate.key()).withTimeout(Duration.ofMillis(100)))).step("pay", failing()));

        assertEquals(List.of("b FAILED 2", "a COMPENSATED 2"), compensated(info));
        assertEquals(RunInfo.Status.TIMEOUT, processes.getRun(info.pid(), 4).status());
    }

    @Test
    void cancelledProcessIsCompensatedOnlyIfTheCallerWantsThat() {
        String plain = processes.start(booked(StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        processes.cancel(plain, "changed their mind");
        assertEquals(Optional.empty(), awaitEnd(plain).progress().compensation());
        assertEquals(List.of(), undone());

        String pid = processes.start(booked(StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        processes.cancelWithCompensation(pid, "changed their mind");
        ProcessInfo info = awaitEnd(pid);

        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals("Cancelled: changed their mind", info.error().orElseThrow().message());
        assertEquals(List.of("hotel 3", "flight 1"), undone());
        assertEquals(Compensation.Status.COMPLETED, compensation(info).status());
        assertEquals(List.of(StepState.COMPENSATED, StepState.COMPLETED, StepState.COMPENSATED, StepState.CANCELLED), states(info));
    }

    @Test
    void stepThatEndsThoughItsProcessIsCancelledIsCompensatedToo() {
        StepSpec stubborn = StepSpec.of(Stubborn.class, gate.key());
        String pid = processes.start(ManagedProcess.named("p").step("a", undone(1)).step("b", stubborn.withCompensation(StepSpec.of(Undoes.class, key))).step("c", returning(3)).build());
        gate.awaitArrivals(1);
        processes.cancelWithCompensation(pid, null);
        gate.open();
        ProcessInfo info = awaitEnd(pid);

        assertEquals(ProcessState.CANCELLED, info.state());
        // On a slow machine the step is abandoned before it has ended.
        assertTrue(List.of(List.of("b 1", "a 1"), List.of("a 1")).contains(undone()), () -> "undone: " + undone());
        assertEquals(undone().size(), info.progress().steps().stream().filter(step -> step.state() == StepState.COMPENSATED).count());
    }

    @Test
    void interruptedQueuedAndWaitingProcessesAreCompensatedToo() {
        String interrupted = processes.start(ManagedProcess.named("p").step("a", undone(1).withTimeout(Duration.ofSeconds(9))).step("object", StepSpec.of(Constant.class, JsonValue.EMPTY_JSON_OBJECT))
                .step("ask", StepSpec.of(Asks.class).withCompensation(StepSpec.of(Undoes.class, key))).step("after", returning(4)).build());
        await(interrupted, ProcessState.INTERRUPTED);
        processes.cancelWithCompensation(interrupted, null);
        ProcessInfo info = awaitEnd(interrupted);
        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals(List.of("ask COMPENSATED 2", "a COMPENSATED 2"), compensated(info));

        String waiting = processes.start(booked(failing().withRetry(Retry.times(3).withDelay(Duration.ofHours(1)))).build());
        await(waiting, ProcessState.WAITING);
        processes.cancelWithCompensation(waiting, null);
        assertEquals(List.of("hotel COMPENSATED 2", "flight COMPENSATED 2"), compensated(awaitEnd(waiting)));

        String queued = processes.start(booked(returning(4)).queuing(Queuing.DEFAULT.withDelay(Duration.ofHours(1))).build());
        processes.cancelWithCompensation(queued, null);
        ProcessInfo unbegun = processes.getProcessInfo(queued);
        assertEquals(ProcessState.CANCELLED, unbegun.state(), "nothing has completed: cancelled at once");
        assertEquals(Optional.empty(), unbegun.progress().compensation());
    }

    @Test
    void progressOfACompensationIsShownAndItCanBeCancelledButNotRequestedAgain() {
        String pid = processes.start(ManagedProcess.named("p").step("a", undone(1)).step("b", returning(2).withCompensation(StepSpec.of(Waits.class, gate.key())))
                .step("c", undone(3)).step("pay", failing()).build());
        gate.awaitArrivals(1);
        ProcessInfo running = await(pid, ProcessState.RUNNING);
        assertEquals(Compensation.Status.RUNNING, compensation(running).status());
        assertEquals(List.of("c COMPENSATED 2", "b RUNNING 2", "a PENDING 0"), compensated(running));
        assertEquals(List.of(StepState.COMPLETED, StepState.COMPLETED, StepState.COMPENSATED, StepState.FAILED), states(running));
        assertEquals(Optional.of("b"), running.progress().currentStep());
        assertEquals(Optional.empty(), running.times().finished());
        RunInfo run = processes.getRun(pid, 6);
        assertEquals("b RUNNING true", run.step() + " " + run.status() + " " + run.execution().isCompensation());
        assertEquals(Compensation.Status.RUNNING, compensation(processes.list(ProcessQuery.ALL.withName("p").withLimit(1)).items().get(0)).status());

        ProcessStateException refused = assertThrows(ProcessStateException.class, () -> processes.cancelWithCompensation(pid, null));
        assertTrue(refused.getMessage().contains("being compensated already"), refused.getMessage());
        processes.cancel(pid, "leave it");
        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals(Compensation.Status.CANCELLED, compensation(info).status());
        assertEquals(List.of("c COMPENSATED 2", "b CANCELLED 2", "a PENDING 0"), compensated(info));
        assertEquals(List.of("c 3"), undone());
    }

    @Test
    void bulkCancellationLeavesAloneWhatIsBeingCompensated() {
        String pid = processes.start(ManagedProcess.named(key).step("a", returning(1).withCompensation(StepSpec.of(Waits.class, gate.key()))).step("pay", failing()).build());
        gate.awaitArrivals(1);
        ProcessInfo cancelled = awaitEnd(bulk.start(BulkAction.CANCEL, ProcessQuery.ALL.withName(key), null));
        gate.open();

        assertEquals(json("{'matched': 1, 'changed': 0, 'skipped': 1}").value(), cancelled.output().value().orElseThrow());
        assertEquals(Compensation.Status.COMPLETED, compensation(awaitEnd(pid)).status());
    }

    @Test
    void compensatedProcessIsRetriedFromTheFirstStepThatWasCompensated() {
        ProcessInfo failed = execute(booked(failing()));
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.retry(failed.pid(), "pay"));
        assertTrue(refused.getMessage().contains("'flight' was compensated"), refused.getMessage());
        processes.retry(failed.pid());
        ProcessInfo again = awaitEnd(failed.pid());

        assertEquals(ProcessState.FAILED, again.state());
        assertEquals(List.of("hotel 3", "flight 1", "hotel 3", "flight 1"), undone());
        assertEquals(List.of("hotel COMPENSATED 4", "flight COMPENSATED 4"), compensated(again));
        List<RunInfo> runs = processes.getRuns(failed.pid(), null, 100).items();
        assertEquals(12, runs.size());
        assertEquals(12, runs.stream().map(run -> run.step() + run.attempt()).distinct().count(), "no attempt has the number of another");
    }

    @Test
    void processWhoseCompensationsHaveAllFailedIsRetriedWhereItStopped() {
        ProcessInfo failed = execute(ManagedProcess.named("p").step("a", returning(1).withCompensation(failing())).step("pay", failing()));
        processes.retry(failed.pid());
        ProcessInfo again = awaitEnd(failed.pid());

        assertEquals(List.of("a 1 false", "pay 1 false", "a 2 true", "pay 3 false", "a 3 true"), processes.getRuns(failed.pid(), null, 100).items().stream()
                .map(run -> run.step() + " " + run.attempt() + " " + run.execution().isCompensation()).toList());
        assertEquals(Compensation.Status.FAILED, compensation(again).status());
        assertEquals(List.of("a FAILED 3"), compensated(again));
    }

    private void loseRunner(String pid, int times) {
        for (int death = 1; death <= times; death++) {
            await(pid, ProcessState.RUNNING);
            LostRunnerIT.giveToDeadRunner(pid);
            gate.awaitArrivals(1);
        }
        await(pid, ProcessState.RUNNING);
        LostRunnerIT.giveToDeadRunner(pid);
    }

    @Test
    void stepThatEndsItsRunnersAgainAndAgainIsGivenUpAndTheOthersAreCompensated() {
        String pid = processes.start(booked(StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        loseRunner(pid, MOST_RESCUES);
        ProcessInfo info = awaitEnd(pid);

        assertEquals(ProcessState.FAILED, info.state());
        assertTrue(info.error().orElseThrow().message().contains("seems to end servers"), info.error().orElseThrow().message());
        assertEquals(List.of("hotel COMPENSATED 2", "flight COMPENSATED 2"), compensated(info));
    }

    @Test
    void compensationThatEndsItsRunnersAgainAndAgainIsGivenUpAndTheOthersGoOn() {
        String pid = processes.start(ManagedProcess.named("p").step("a", undone(1)).step("b", returning(2).withCompensation(StepSpec.of(Waits.class, gate.key())))
                .step("pay", failing()).build());
        gate.awaitArrivals(1);
        loseRunner(pid, MOST_RESCUES);
        ProcessInfo info = awaitEnd(pid);

        assertEquals(Compensation.Status.FAILED, compensation(info).status());
        assertEquals(List.of("b FAILED 5", "a COMPENSATED 2"), compensated(info));
        assertEquals("pay", info.error().orElseThrow().step());
        assertEquals(4, processes.getRuns(pid, null, 100).items().stream().filter(run -> run.step().equals("b") && run.status() == RunInfo.Status.LOST).count());
    }

    @Test
    void processThatWasToBeCompensatedWhenItsRunnerDiedIsCompensated() {
        String pid = processes.start(booked(StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        await(pid, ProcessState.RUNNING);
        // asked on another node, a moment before the death
        LostRunnerIT.giveToDeadRunner(pid, ", cancel_requested_at = 1, cancel_reason = 'in vain', ends_as = 'CANCELLED'");
        ProcessInfo info = awaitEnd(pid);

        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals("Cancelled: in vain", info.error().orElseThrow().message());
        assertEquals(List.of("hotel COMPENSATED 2", "flight COMPENSATED 2"), compensated(info));
    }

    @Test
    void transactionalCompensationTakesEffectOnce() {
        Ledger.create();
        ProcessInfo info = execute(ManagedProcess.named("p").step("a", returning(1).withCompensation(StepSpec.of(Enters.class, key, "plain"))).step("pay", failing()));

        assertEquals(List.of("a COMPENSATED 2"), compensated(info));
        assertEquals(1, Ledger.entries(key).size());
    }

    @Test
    void uniqueKeyBelongsToTheProcessUntilAllIsCompensated() {
        ManagedProcess process = ManagedProcess.named("p").step("a", returning(1).withCompensation(StepSpec.of(Waits.class, gate.key()))).step("pay", failing())
                .queuing(Queuing.DEFAULT.withUniqueKey(key)).build();
        String pid = processes.start(process);
        gate.awaitArrivals(1);
        assertEquals(pid, processes.startOrFind(process).pid());
        gate.open();
        assertEquals(Compensation.Status.COMPLETED, compensation(awaitEnd(pid)).status());
    }

    @Test
    void wrongCompensationIsRefusedAtTheStart() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.start(ManagedProcess.named("p")
                .step("a", returning(1).withCompensation(StepSpec.of(Asks.class)))
                .step("b", returning(1).withCompensation(StepSpec.ofType("nothing")))
                .step("c", returning(1).withCompensation(undone(1)))
                .step("d", returning(1).withCompensation(StepSpec.of(Undoes.class, key).withTimeout(Duration.ZERO).withMaxRetries(-1))).build()));

        assertEquals(List.of("steps.a.compensation", "steps.b.compensation.type", "steps.c.compensation.compensation", "steps.d.compensation.timeout", "steps.d.compensation.max_retries"),
                refused.violations().stream().map(Violation::field).toList());
    }
}
