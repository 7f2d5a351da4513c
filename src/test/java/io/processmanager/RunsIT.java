package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.RunInfo.Status;
import jakarta.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every attempt at a step is kept as a run, and a process that waits for its next attempt holds nothing. */
final class RunsIT extends InSharedDeployment {

    /** Due times are the database's; a run's start is this node's estimate of them, off by up to half the time of its last answer. */
    private static final long CLOCK_ERROR_MILLIS = 20;

    private final Gate gate = Gate.closed();

    private List<RunInfo> runs(String pid) {
        return processes.getRuns(pid, null, 500).items();
    }

    private List<String> summary(String pid) {
        return runs(pid).stream().map(run -> run.number() + " " + run.step() + "/" + run.attempt() + " " + run.status().jsonName()).toList();
    }

    private static StepSpec flaky(String key, int attempt) {
        return StepSpec.of(SucceedsAtAttempt.class, key, attempt).withRetry(Retry.times(5).withDelay(Duration.ofMillis(1)));
    }

    @Test
    void everyAttemptIsARunAndTheSuccessfulOnesAreTheCheckpoints() {
        ProcessInfo info = execute(ManagedProcess.named("flaky").step("first", StepSpec.of(Counted.class, gate.key())).step("flaky", flaky(gate.key(), 3))
                .step("last", StepSpec.ofType("merge", Map.of("done", true))));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(List.of("1 first/1 success", "2 flaky/1 error", "3 flaky/2 error", "4 flaky/3 success", "5 last/1 success"), summary(info.pid()));
        assertEquals(Optional.of(Status.SUCCESS), info.execution().lastStatus());
        assertEquals(0, info.execution().failedRuns(), "none since the last success");
        assertEquals(2, Tables.number("select count(*) from process_run where pid = ?", info.pid()));
        for (RunInfo run : runs(info.pid())) {
            assertEquals(run, processes.getRun(info.pid(), run.number()));
            assertEquals(info.execution().runner(), run.execution().runner());
            assertTrue(!run.progress().finished().orElseThrow().isBefore(run.progress().started()), run::toString);
            assertEquals(run.status() == Status.SUCCESS ? 100 : 0, run.progress().percent());
            assertEquals(run.status() == Status.SUCCESS, run.results().value().isPresent());
        }
    }

    @Test
    void processWithoutFailuresWritesNoRowForItsRuns() {
        ProcessInfo info = execute(ManagedProcess.named("plain").step("a", StepSpec.ofType("merge", Map.of())).step("b", StepSpec.ofType("merge", Map.of())));

        assertEquals(List.of("1 a/1 success", "2 b/1 success"), summary(info.pid()));
        assertEquals(0, Tables.number("select count(*) from process_run where pid = ?", info.pid()));
    }

    @Test
    void failedRunHasItsErrorAndHowFarItWas() {
        String pid = execute(ManagedProcess.named("fails").step("bad", StepSpec.of(Fails.class, "with a code"))).pid();

        RunInfo run = runs(pid).get(0);
        assertEquals(Status.ERROR, run.status());
        assertEquals(Optional.of(42), run.error().orElseThrow().code());
        assertEquals("no funds", run.error().orElseThrow().message());
        assertEquals(70, run.progress().percent());
        assertEquals(Optional.of("about to fail"), run.progress().message());
        assertEquals(processes.getProcessInfo(pid).error(), run.error());
        assertEquals(1, processes.getProcessInfo(pid).execution().failedRuns());
        assertEquals(Optional.of(Status.ERROR), processes.getProcessInfo(pid).execution().lastStatus());
    }

    @Test
    void attemptsAndRunsAreNumberedOnWhenAnOperatorRetries() {
        String pid = execute(ManagedProcess.named("again").step("bad", StepSpec.of(FailsUntilOpen.class, gate.key()).withMaxRetries(1))).pid();
        assertEquals(List.of("1 bad/1 error", "2 bad/2 error"), summary(pid));
        assertEquals(2, processes.getProcessInfo(pid).execution().failedRuns());
        assertEquals(List.of(pid), listed(ProcessQuery.ALL.withText(pid).withFailedRuns(true)));
        assertTrue(listed(ProcessQuery.ALL.withFailedRuns(true)).contains(pid));
        assertTrue(listed(ProcessQuery.ALL.withState(ProcessState.FAILED).withFailedRuns(true)).contains(pid));
        assertEquals(List.of(), listed(ProcessQuery.ALL.withState(ProcessState.TIMED_OUT).withText(pid).withFailedRuns(true)));
        gate.open();
        processes.retry(pid);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("1 bad/1 error", "2 bad/2 error", "3 bad/3 success"), summary(pid));
        assertEquals(0, processes.getProcessInfo(pid).execution().failedRuns());
        assertEquals(List.of(), listed(ProcessQuery.ALL.withText(pid).withFailedRuns(true)), "none has failed since the last success");
    }

    private List<String> listed(ProcessQuery query) {
        return processes.list(query).items().stream().map(ProcessInfo::pid).toList();
    }

    @Test
    void timeOutIsARunOfItsOwnKind() {
        String pid = execute(ManagedProcess.named("slow").step("slow", StepSpec.of(Waits.class, gate.key()).withTimeout(Duration.ofMillis(100)).withMaxRetries(1))).pid();

        assertEquals(List.of("1 slow/1 timeout", "2 slow/2 timeout"), summary(pid));
    }

    @Test
    void runThatIsExecutedNowIsReadFromTheProcess() {
        String pid = processes.start(ManagedProcess.named("now").step("first", StepSpec.of(Counted.class, gate.key())).step("wait", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        await(pid, ProcessState.RUNNING);

        assertEquals(List.of("1 first/1 success", "2 wait/1 running"), summary(pid));
        RunInfo run = processes.getRun(pid, 2);
        assertEquals(Optional.empty(), run.progress().finished());
        assertEquals(processes.getProcessInfo(pid).execution().runner(), run.execution().runner());
        processes.cancel(pid, "enough");
        awaitEnd(pid);
        assertEquals(List.of("1 first/1 success", "2 wait/1 cancelled"), summary(pid));
    }

    @Test
    void runOfADeadRunnerIsLostAndTheNextAttemptHasANumberOfItsOwn() {
        String pid = processes.start(ManagedProcess.named("lost").step("wait", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        await(pid, ProcessState.RUNNING);
        LostRunnerIT.giveToDeadRunner(pid);

        Await.until("the rescue", LIMIT, () -> Tables.number("select times_rescued from process where pid = ?", pid), count -> count == 1L);
        gate.open();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("1 wait/1 lost", "2 wait/2 success"), summary(pid));
        assertTrue(processes.getRun(pid, 1).error().orElseThrow().type().endsWith("RunnerLostException"));
    }

    @Test
    void processThatWaitsForItsRetryIsWaitingAndHoldsNothing() {
        String pid = processes.start(ManagedProcess.named("waits").step("bad", StepSpec.of(Fails.class, "as ever").withRetry(Retry.times(3).withDelay(Duration.ofHours(1)))).build());

        ProcessInfo info = await(pid, ProcessState.WAITING);
        assertEquals(0, Tables.number("select count(*) from process where pid = ? and runner_id is not null", pid));
        assertEquals(1, info.execution().failedRuns());
        assertEquals(List.of("1 bad/1 error"), summary(pid));
        assertEquals(ProcessState.WAITING, assertThrows(ProcessStateException.class, () -> processes.retry(pid)).state());
        processes.cancel(pid, "not worth it");
        assertEquals(ProcessState.CANCELLED, processes.getProcessInfo(pid).state());
    }

    @Test
    void retryBeginsWithinMillisecondsOfItsTimeAndNotAtTheNextPoll() {
        List<Long> excess = new ArrayList<>();
        for (int pause : List.of(30, 110, 170, 310, 450)) {
            ProcessInfo info = execute(ManagedProcess.named("soon").step("flaky", StepSpec.of(SucceedsAtAttempt.class, gate.key() + pause, 2)
                    .withRetry(Retry.times(1).withDelay(Duration.ofMillis(pause)).withJitter(0))));
            Instant due = info.turn().due().orElseThrow();
            List<RunInfo> runs = runs(info.pid());
            assertTrue(!due.isBefore(runs.get(0).progress().started().plusMillis(pause - CLOCK_ERROR_MILLIS)), "due at " + due + " after " + runs.get(0));
            excess.add(Duration.between(due, runs.get(1).progress().started()).toMillis());
        }

        assertTrue(excess.stream().allMatch(millis -> millis >= -CLOCK_ERROR_MILLIS), "none is early: " + excess);
        // The next look at the queue would be half a second away, on average.
        assertTrue(excess.stream().sorted().toList().get(2) < 150, "most were late by so many ms: " + excess);
    }

    @Test
    void exceptionsOnTheListOfThePolicyAreNotRetried() {
        Retry policy = Retry.times(3).withDelay(Duration.ofMillis(1)).withNeverOn(RuntimeException.class);
        String pid = execute(ManagedProcess.named("never").retry(policy).step("bad", StepSpec.of(Fails.class, "unknown way"))).pid();

        assertEquals(List.of("1 bad/1 error"), summary(pid));
    }

    @Test
    void policyOfTheProcessHoldsForStepsWithoutOne() {
        String pid = execute(ManagedProcess.named("policy").retry(Retry.times(2).withDelay(Duration.ofMillis(1))).step("good", StepSpec.ofType("merge", Map.of()))
                .step("bad", StepSpec.of(Fails.class, "unknown way"))).pid();

        assertEquals(List.of("1 good/1 success", "2 bad/1 error", "3 bad/2 error", "4 bad/3 error"), summary(pid));
    }

    @Test
    void runsArePagedInTheOrderOfTheirNumbers() {
        String pid = execute(ManagedProcess.named("paged").step("flaky", flaky(gate.key(), 4)).step("last", StepSpec.ofType("merge", Map.of()))).pid();

        RunInfo.Page first = processes.getRuns(pid, null, 2);
        RunInfo.Page second = processes.getRuns(pid, first.next().orElseThrow(), 2);
        RunInfo.Page third = processes.getRuns(pid, second.next().orElseThrow(), 2);
        assertEquals(List.of(1, 2), first.items().stream().map(RunInfo::number).toList());
        assertEquals(List.of(3, 4), second.items().stream().map(RunInfo::number).toList());
        assertEquals(List.of(5), third.items().stream().map(RunInfo::number).toList());
        assertEquals(Optional.empty(), third.next());
    }

    @Test
    void unknownRunsAndProcessesAreSaidToBeUnknown() {
        String pid = execute(ManagedProcess.named("one").step("a", StepSpec.ofType("merge", Map.of()))).pid();

        assertThrows(RunNotFoundException.class, () -> processes.getRun(pid, 2));
        assertThrows(RunNotFoundException.class, () -> processes.getRun(pid, 0));
        assertThrows(ProcessNotFoundException.class, () -> processes.getRun("0123456789abcdef0123456789abcdef", 1));
        assertThrows(ProcessNotFoundException.class, () -> processes.getRuns("0123456789abcdef0123456789abcdef", null, 1));
        assertThrows(InvalidSpecificationException.class, () -> processes.getRuns(pid, "x", 1));
        assertThrows(InvalidSpecificationException.class, () -> processes.getRuns(pid, null, 501));
    }

    @Test
    void deletedProcessTakesItsRunsAlong() {
        String pid = execute(ManagedProcess.named("gone").step("flaky", flaky(gate.key(), 2))).pid();
        assertEquals(1, Tables.number("select count(*) from process_run where pid = ?", pid));
        processes.delete(pid);

        assertEquals(0, Tables.number("select count(*) from process_run where pid = ?", pid));
    }

    @Test
    void resultsAreThoseOfTheStep() {
        String pid = execute(ManagedProcess.named("results").step("a", StepSpec.ofType("merge", Map.of("x", 1)))).pid();

        assertEquals(Optional.of(Json.createObjectBuilder().add("x", 1).build()), processes.getRun(pid, 1).results().value());
    }
}
