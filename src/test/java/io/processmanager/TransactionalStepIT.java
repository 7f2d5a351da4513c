package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.runner.RunnerInsight;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.Ledger;
import io.processmanager.teststeps.LedgerSteps.Enters;
import io.processmanager.teststeps.LedgerSteps.EntersAndAsks;
import io.processmanager.teststeps.LedgerSteps.StartsAnother;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 2: what a transactional step does in the database and its checkpoint are committed together, or neither is. */
final class TransactionalStepIT extends InSharedDeployment {

    private final Gate gate = Gate.closed();

    @Inject
    RunningProcesses running;

    @Inject
    StepExecutor steps;

    @BeforeEach
    void createLedger() {
        Ledger.create();
    }

    private ManagedProcess.Builder process(StepSpec step) {
        return ManagedProcess.named("ledger").step("enter", step).step("after", StepSpec.of(Counted.class, gate.key() + "after"));
    }

    private StepSpec enters(String how) {
        return StepSpec.of(Enters.class, gate.key(), how);
    }

    private List<String> ledger() {
        return Ledger.entries(gate.key());
    }

    @Test
    void workIsCommittedWithTheCheckpoint() {
        ProcessInfo info = execute(process(enters("plain")));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(List.of("enter/1"), ledger());
        assertEquals(Optional.of(Json.createValue(1)), info.progress().steps().get(0).output().value());
        assertEquals(List.of("after/1"), Executions.of(gate.key() + "after"));
    }

    @Test
    void workOfAFailedAttemptIsRolledBack() {
        ProcessInfo info = execute(process(enters("fails first").withMaxRetries(1)));
        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(List.of("enter/1", "enter/2"), Executions.of(gate.key()));
        assertEquals(List.of("enter/2"), ledger());
    }

    @Test
    void workOfAStepWhoseOutputIsRefusedIsRolledBack() {
        ProcessInfo info = execute(process(enters("returns too much")));

        assertEquals(ProcessState.FAILED, info.state());
        assertTrue(info.error().orElseThrow().type().endsWith("OutputTooLargeException"));
        assertEquals(List.of(), ledger());
    }

    @Test
    void stepThatSpoilsItsTransactionFails() {
        ProcessInfo info = execute(process(enters("spoils the transaction")));

        assertEquals(ProcessState.FAILED, info.state(), info::toString);
        assertEquals("enter", info.error().orElseThrow().step());
        assertEquals(List.of(), ledger());
    }

    @Test
    void workThatComesTooLateIsRolledBack() {
        ProcessInfo info = execute(process(enters("waits first")).timeout(Duration.ofSeconds(1)));
        assertEquals(ProcessState.TIMED_OUT, info.state());
        long millis = Duration.between(info.times().started().orElseThrow(), info.times().finished().orElseThrow()).toMillis();
        assertTrue(millis < 2_000, "it took " + millis + " ms");

        gate.open();
        gate.awaitDepartures(1);
        Await.until("the end of the transaction", LIMIT, this::ledger, List::isEmpty);
        assertEquals(info, processes.getProcessInfo(info.pid()));
    }

    @Test
    void workOfACancelledStepIsRolledBack() {
        String pid = processes.start(process(enters("waits")).build());
        gate.awaitArrivals(1);
        processes.cancel(pid, null);

        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
        assertEquals(List.of(), ledger());
    }

    @Test
    void workUnderALostClaimIsRolledBackAndThatOfTheNextClaimCounts() {
        String pid = processes.start(process(enters("waits first")).build());
        gate.awaitArrivals(1);
        // That a first step has begun is written a moment later. An attempt that nobody has heard of would not be counted.
        await(pid, ProcessState.RUNNING);
        LostRunnerIT.giveToDeadRunner(pid);
        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.of(Json.createValue(2)), info.progress().steps().get(0).output().value());

        gate.open();
        Await.until("the end of the first claim", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 0);
        assertEquals(List.of("enter/2"), ledger(), "the first claim has entered nothing");
        assertEquals(2, Executions.of(gate.key()).size());
        assertEquals(info, processes.getProcessInfo(pid));
        assertEquals(List.of("after/1"), Executions.of(gate.key() + "after"));
    }

    @Test
    void processThatAStepStartsIsCommittedWithIt() {
        String name = "child " + UUID.randomUUID();
        ProcessInfo parent = execute(process(StepSpec.of(StartsAnother.class, name, false)));
        assertEquals(ProcessState.FINISHED, parent.state(), parent::toString);
        assertEquals(ProcessState.FINISHED, awaitEnd(((JsonString) parent.progress().steps().get(0).output().value().orElseThrow()).getString()).state());

        String never = "child " + UUID.randomUUID();
        assertEquals(ProcessState.FAILED, execute(process(StepSpec.of(StartsAnother.class, never, true))).state());
        assertEquals(List.of(), processes.list(ProcessQuery.ALL.withName(never).withLimit(10)).items());
    }

    @Test
    void transactionalStepMayInterrupt() {
        String pid = processes.start(process(StepSpec.of(EntersAndAsks.class, gate.key())).build());
        await(pid, ProcessState.INTERRUPTED);
        assertEquals(List.of("enter/1"), ledger());
        processes.proceed(pid);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("enter/1"), ledger());
    }

    @Test
    void synchronousExecutionCommitsOrRollsBackToo() {
        steps.execute(process(enters("plain")).build());
        assertEquals(List.of("enter/1"), ledger());

        Gate other = Gate.closed();
        assertEquals("enter", assertThrows(ExecutionFailedException.class,
                () -> steps.execute(process(StepSpec.of(Enters.class, other.key(), "fails first")).build())).error().step());
        assertEquals(List.of(), Ledger.entries(other.key()));
    }
}
