package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.TalkingSteps.Talks;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What operators do with processes that have ended: retry them where they stopped, or delete them. */
final class RetryIT extends InSharedDeployment {

    private static final String NOBODY = "0123456789abcdef0123456789abcdef";

    private final Gate gate = Gate.closed();

    private ProcessInfo failed() {
        return execute(ManagedProcess.named("fails").step("before", StepSpec.of(Counted.class, gate.key()))
                .step("bad", StepSpec.of(FailsUntilOpen.class, gate.key()).withMaxRetries(1)).step("after", StepSpec.of(Counted.class, gate.key())));
    }

    @Test
    void failedProcessContinuesAtTheFailedStepAndEarlierStepsDoNotRunAgain() {
        ProcessInfo failed = failed();
        assertEquals(ProcessState.FAILED, failed.state());
        gate.open();
        processes.retry(failed.pid());

        ProcessInfo info = await(failed.pid(), ProcessState.FINISHED);
        assertEquals(List.of("before/1", "bad/1", "bad/2", "bad/3", "after/1"), Executions.of(gate.key()));
        assertEquals(Optional.of(Json.createValue("repaired")), info.output().value());
        assertEquals(Optional.empty(), info.error());
        assertEquals(failed.times().started(), info.times().started());
        assertEquals(failed.progress().steps().get(0), info.progress().steps().get(0));
        assertTrue(info.times().finished().orElseThrow().isAfter(failed.times().finished().orElseThrow()));
        assertTrue(info.progress().revision() > failed.progress().revision());
    }

    @Test
    void retriedProcessMayFailAgainAndBeRetriedAgain() {
        String pid = failed().pid();
        for (int i = 0; i < 3; i++) {
            processes.retry(pid);
            ProcessInfo again = awaitEnd(pid);
            assertEquals(ProcessState.FAILED, again.state());
            assertEquals(2 * (i + 2), again.error().orElseThrow().attempt(), "attempts count on");
        }
        assertEquals(1 + 4 * 2, Executions.of(gate.key()).size());
    }

    @Test
    void timedOutProcessHasItsWholeRunningTimeAgain() {
        String pid = execute(ManagedProcess.named("slow").timeout(Duration.ofSeconds(1)).step("before", StepSpec.of(Counted.class, gate.key()))
                .step("slow", StepSpec.of(Waits.class, gate.key())).step("delay", StepSpec.ofType("delay", 0.5))).pid();
        assertEquals(ProcessState.TIMED_OUT, processes.getProcessInfo(pid).state());
        gate.open();
        processes.retry(pid);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("before/1"), Executions.of(gate.key()));
    }

    @Test
    void cancelledProcessCanBeRetriedAndTheReasonIsForgotten() {
        String pid = processes.start(ManagedProcess.named("cancelled").step("wait", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        processes.cancel(pid, "by mistake");
        awaitEnd(pid);
        gate.open();
        processes.retry(pid);

        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.empty(), info.error());
    }

    @Test
    void onlyWhatHasFailedTimedOutOrWasCancelledCanBeRetried() {
        String finished = execute(ManagedProcess.named("done").step("a", StepSpec.ofType("merge", Map.of()))).pid();
        assertRefused("retry", ProcessState.FINISHED, finished, processes::retry);

        String interrupted = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).build());
        await(interrupted, ProcessState.INTERRUPTED);
        assertRefused("retry", ProcessState.INTERRUPTED, interrupted, processes::retry);

        String running = processes.start(ManagedProcess.named("waits").step("wait", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        assertRefused("retry", ProcessState.RUNNING, running, processes::retry);
    }

    private void assertRefused(String action, ProcessState state, String pid, Consumer<String> verb) {
        ProcessInfo before = processes.getProcessInfo(pid);
        ProcessStateException refusal = assertThrows(ProcessStateException.class, () -> verb.accept(pid));
        assertEquals(state, refusal.state());
        assertEquals(action, refusal.action());
        assertEquals(before.progress().revision(), processes.getProcessInfo(pid).progress().revision());
    }

    @Test
    void deletedProcessIsGoneWithAllItsRecords() throws Exception {
        String pid = execute(ManagedProcess.named("talks").step("a", StepSpec.of(Talks.class)).step("b", StepSpec.of(Talks.class))).pid();
        assertEquals(2, Tables.number("select count(*) from process_step where pid = ?", pid));
        assertTrue(Tables.number("select count(*) from process_log where pid = ?", pid) > 0);
        transaction.begin();
        processes.delete(pid);
        transaction.rollback();
        assertEquals(2, processes.getProcessInfo(pid).progress().steps().size());

        processes.delete(pid);

        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid));
        for (String table : List.of("process", "process_step", "process_log")) {
            assertEquals(0, Tables.number("select count(*) from " + table + " where pid = ?", pid), table);
        }
    }

    @Test
    void livingProcessIsNotDeleted() {
        String running = processes.start(ManagedProcess.named("waits").step("wait", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        assertRefused("delete", ProcessState.RUNNING, running, processes::delete);

        String interrupted = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).build());
        await(interrupted, ProcessState.INTERRUPTED);
        assertRefused("delete", ProcessState.INTERRUPTED, interrupted, processes::delete);
    }

    @Test
    void whoAsksForAProcessThatDoesNotExistIsToldSo() {
        List<Consumer<String>> verbs = List.of(processes::getProcessInfo, processes::proceed, pid -> processes.cancel(pid, null), processes::retry, processes::delete,
                pid -> processes.getLog(pid, null, 10));
        for (Consumer<String> verb : verbs) {
            ProcessNotFoundException unknown = assertThrows(ProcessNotFoundException.class, () -> verb.accept(NOBODY));
            assertEquals(NOBODY, unknown.pid());
            assertTrue(unknown.getMessage().startsWith("There is no process " + NOBODY), unknown.getMessage());
        }
    }

    @Test
    void stepTypeThatTheDeploymentNoLongerHasFailsItsProcessWhichCanBeRetriedWhenItIsBack() {
        ProcessInfo failed = failed();
        String specification = Tables.query("select specification from process where pid = ?", failed.pid()).get(0);
        Tables.update("update process set specification = ? where pid = ?", specification.replace(
                "\"class\":\"" + FailsUntilOpen.class.getName() + "\"", "\"type\":\"mergee\""), failed.pid());
        processes.retry(failed.pid());

        ProcessInfo unknown = awaitEnd(failed.pid());
        assertEquals(ProcessState.FAILED, unknown.state());
        assertEquals("there is no step type 'mergee' in this deployment; did you mean 'merge'?", unknown.error().orElseThrow().message());
        assertEquals("bad", unknown.error().orElseThrow().step());
        assertEquals(ProcessState.FINISHED, execute(ManagedProcess.named("other").step("a", StepSpec.ofType("merge", Map.of()))).state());

        Tables.update("update process set specification = ? where pid = ?", specification, failed.pid());
        gate.open();
        processes.retry(failed.pid());
        assertEquals(ProcessState.FINISHED, awaitEnd(failed.pid()).state());
    }
}
