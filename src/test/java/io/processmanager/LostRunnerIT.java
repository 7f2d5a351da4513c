package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.runner.RunnerInsight;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.Tables;
import io.processmanager.store.claim.DeadRunnerRescue;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.ReportsUntilUnwanted;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.teststeps.WaitingSteps.WaitsAtEach;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guarantees 3 and 4: the process of a dead runner continues from its last checkpoint, and whoever lost the claim cannot change the process any more.
 * A runner "dies" here by a change of the tables behind its back, so that its steps go on: as with a server that was frozen and wakes up.
 */
final class LostRunnerIT extends InSharedDeployment {

    /** The default of process-manager.runner.max-rescues. */
    private static final int MOST_RESCUES = 3;

    private final Gate gate = Gate.closed();
    private final Gate nextGate = Gate.closed();
    private final String key = UUID.randomUUID().toString();

    @Inject
    RunningProcesses running;

    @Inject
    DeadRunnerRescue rescue;

    private String start(StepSpec step) {
        String pid = processes.start(ManagedProcess.named("lost").step("before", StepSpec.of(Counted.class, key)).step("step", step)
                .step("after", StepSpec.of(Counted.class, key)).build());
        gate.awaitArrivals(1);
        return pid;
    }

    /** From now on the claim is that of a runner which has been silent for ages; the real one knows nothing of that. */
    static void giveToDeadRunner(String pid) {
        giveToDeadRunner(pid, "");
    }

    static void giveToDeadRunner(String pid, String more) {
        String dead = UUID.randomUUID().toString().replace("-", "");
        Tables.together(connection -> {
            Tables.update(connection, "insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values (?, 'graveyard', 1, 'RUNNING', 8, 0, 0)", dead);
            assertEquals(1, Tables.update(connection, "update process set runner_id = ?" + more + " where pid = ? and state = 'RUNNING'", dead, pid));
        });
    }

    private static long rescues(String pid) {
        return Tables.number("select rescues from process where pid = ?", pid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stubborn", "failing"})
    void lateResultIsRefusedAndThatOfTheNextClaimCounts(String how) {
        String pid = start(StepSpec.of(WaitsAtEach.class, gate.key(), nextGate.key(), how));
        giveToDeadRunner(pid);
        nextGate.awaitArrivals(1);
        ProcessInfo underNextClaim = processes.getProcessInfo(pid);
        assertEquals(ProcessState.RUNNING, underNextClaim.state());

        gate.open();
        gate.awaitDepartures(1);
        Await.until("the end of the first claim", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 1);
        assertEquals(underNextClaim, processes.getProcessInfo(pid), "the late result has changed nothing");
        assertEquals(List.of(LogLine.Stream.LOG), processes.getLog(pid, null, 10).items().stream().map(LogLine::stream).toList(), "only the rescue has left a line");
        assertEquals(List.of("before/1"), Executions.of(key), "the first claim has not gone on to the next step");

        nextGate.open();
        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.of(Json.createValue(2)), info.output().value());
        assertEquals(List.of("step/1", "step/2"), Executions.of(gate.key()), "attempts are numbered on");
        assertEquals(List.of("before/1", "after/1"), Executions.of(key), "what has its checkpoint does not run again");
    }

    @Test
    void lateResultIsRefusedAfterTheEnd() {
        nextGate.open();
        String pid = start(StepSpec.of(WaitsAtEach.class, gate.key(), nextGate.key(), "stubborn"));
        giveToDeadRunner(pid);
        ProcessInfo info = awaitEnd(pid);
        assertEquals(Optional.of(Json.createValue(2)), info.output().value());

        gate.open();
        Await.until("the end of the first claim", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 0);
        assertEquals(info, processes.getProcessInfo(pid));
        assertEquals(3, Tables.number("select count(*) from process_step where pid = ?", pid));
        assertEquals(List.of("before/1", "after/1"), Executions.of(key));
    }

    @Test
    void stepWhoseClaimIsLostIsStoppedAtItsNextReportAndItsReportsAreRefused() {
        String pid = start(StepSpec.of(ReportsUntilUnwanted.class, gate.key()));
        giveToDeadRunner(pid);
        gate.awaitArrivals(1);

        Await.until("the end of the first execution", LIMIT, () -> Executions.of(gate.key()).contains("unwanted"));
        assertEquals(2, Executions.of(gate.key()).stream().filter("begun"::equals).count());
        ProcessInfo info = processes.getProcessInfo(pid);
        assertEquals(ProcessState.RUNNING, info.state());
        assertEquals(0, info.progress().steps().get(1).attempt().percent());
        assertEquals(Optional.empty(), info.progress().steps().get(1).attempt().message());
        gate.open();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void rescueLeavesATraceInTheLogAndInTheRecord() {
        String pid = start(StepSpec.of(WaitsAtEach.class, gate.key(), nextGate.key(), "stubborn"));
        ProcessInfo before = processes.getProcessInfo(pid);
        assertEquals(0, before.execution().rescues());
        assertEquals(active().id(), before.execution().runner().orElseThrow());
        assertEquals(active().server().node(), before.execution().node().orElseThrow());
        giveToDeadRunner(pid);
        nextGate.awaitArrivals(1);

        LogLine line = processes.getLog(pid, null, 10).items().get(0);
        assertEquals("LOG step 1", line.stream() + " " + line.step() + " " + line.attempt());
        assertTrue(line.text().matches("Runner [0-9a-f]{32} on node graveyard is dead: it had not been heard of for \\d+ s\\. The process continues from its last checkpoint, so this"
                + " step is executed again \\(rescue 1 of at most 3 without having got any further\\)"), line.text());
        nextGate.open();
        ProcessInfo info = awaitEnd(pid);
        assertEquals(1, info.execution().rescues(), "the checkpoint forgets them, the record does not");
        assertEquals(before.times().started(), info.times().started());
        assertEquals(before.execution().runner(), info.execution().runner());
        assertEquals(info.execution().rescues(), processes.list(ProcessQuery.ALL.withName("lost").withText(pid).withLimit(1)).items().get(0).execution().rescues());
        gate.open();
    }

    @Test
    void processWhoseRunnersDieAgainAndAgainFails() {
        String pid = start(StepSpec.of(Waits.class, gate.key()));
        for (int death = 1; death <= MOST_RESCUES; death++) {
            giveToDeadRunner(pid);
            gate.awaitArrivals(1);
            assertEquals(death, rescues(pid));
        }
        giveToDeadRunner(pid);

        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FAILED, info.state());
        ProcessError error = info.error().orElseThrow();
        assertEquals("step", error.step());
        assertEquals("The runner on node graveyard died while it executed this step. It has been broken off 4 times without getting to its end, and"
                + " process-manager.runner.max-rescues allows 3. It is not executed again, as this step seems to end servers. Find out why in the servers' logs, then"
                + " retry the process", error.message());
        assertEquals(Optional.empty(), error.stack());
        gate.open();
        Await.until("the end of all claims", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 0);
        assertEquals(info, processes.getProcessInfo(pid));
        assertEquals(List.of("before/1"), Executions.of(key));

        processes.retry(pid);
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void deathsAreForgottenWhenAStepHasEnded() {
        Gate second = Gate.closed();
        String pid = processes.start(ManagedProcess.named("lost").step("a", StepSpec.of(Waits.class, gate.key())).step("b", StepSpec.of(Waits.class, second.key())).build());
        gate.awaitArrivals(1);
        giveToDeadRunner(pid);
        gate.awaitArrivals(1);
        assertEquals(1, rescues(pid));
        gate.open();
        second.awaitArrivals(1);

        assertEquals(0, rescues(pid));
        second.open();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void processThatWasToBeCancelledWhenItsRunnerDiedIsCancelled() {
        String pid = start(StepSpec.of(Waits.class, gate.key()));
        // asked on another node, a moment before the death
        giveToDeadRunner(pid, ", cancel_requested_at = 1, cancel_reason = 'in vain'");

        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals("Cancelled: in vain", info.error().orElseThrow().message());
        gate.open();
        Await.until("the end of the first claim", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 0);
        assertEquals(info, processes.getProcessInfo(pid));
        assertEquals(List.of("before/1"), Executions.of(key));
    }

    @Test
    void runnerThatIsTakenForDeadStopsItsStepsAndGoesOnAsANewOne() throws SQLException {
        nextGate.open();
        String pid = start(StepSpec.of(WaitsAtEach.class, gate.key(), nextGate.key(), "decent"));
        RunnerInfo before = active();

        // as another node does after our silence
        assertTrue(rescue.rescue(Duration.ZERO, MOST_RESCUES).stream().anyMatch(dead -> dead.id().equals(before.id()) && dead.handedBack() == 1));

        gate.awaitDepartures(1);
        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        // Until it has noticed, it may claim the process once more under its old name, and lose it once more.
        assertTrue(((JsonNumber) info.output().value().orElseThrow()).intValue() >= 2, () -> "the result of the first claim was taken: " + info.output().value());
        assertFalse(gate.isOpen(), "the step of the first claim was interrupted");
        RunnerInfo after = Await.until("the new registration", LIMIT, this::active, runner -> !runner.id().equals(before.id()));
        assertEquals(before.server().node(), after.server().node());
        RunnerInfo dead = runners.list().stream().filter(runner -> runner.id().equals(before.id())).findFirst().orElseThrow();
        assertEquals(Status.TIMEOUT, dead.status());
        assertTrue(dead.times().finished().isPresent());
    }

    private RunnerInfo active() {
        return runners.list().stream().filter(runner -> runner.status() == Status.RUNNING).findFirst().orElseThrow();
    }
}
