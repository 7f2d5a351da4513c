package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.runner.Runner;
import io.processmanager.runner.RunnerInsight;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessState;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is started on a node that has room is claimed by the statement that inserts it. */
public final class RunnerLocalClaimsIT extends InSharedDeployment {

    @Inject
    Runner runner;

    @Inject
    RunningProcesses running;

    @Resource
    TransactionSynchronizationRegistry transactions;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void awaitRoom() {
        Await.until("an empty queue and an idle runner", LIMIT, () -> RunnerInsight.claimsAtOnce(runner) && RunnerInsight.heldBy(running) == 0);
    }

    private ManagedProcess counted() {
        return ManagedProcess.named("started here").step("count", StepSpec.of(Counted.class, key)).build();
    }

    /** Between the insert and the commit. */
    private void beforeCommit(Runnable action) {
        transactions.registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {
                action.run();
            }

            @Override
            public void afterCompletion(int status) {
                // What comes then is seen from outside.
            }
        });
    }

    private void inAnotherTransaction(Runnable action) {
        try {
            elsewhere(Executors.callable(action));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long claims(String pid) {
        return Tables.number("select fence from process where pid = ?", pid);
    }

    @Test
    void oneTransactionStartsItAndClaimsIt() throws Exception {
        AtomicLong held = new AtomicLong();
        transaction.begin();
        String pid = processes.start(counted());
        beforeCommit(() -> held.set(RunnerInsight.heldBy(running)));
        transaction.commit();

        assertEquals(1, held.get(), "the runner has it before the commit");
        assertEquals(0, Tables.number("select count(*) from process where pid = ? and state = 'QUEUED'", pid), "it has never been in the queue");
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(1, claims(pid));
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void ofManyAsManyAreClaimedAsThereIsRoomForAndTheOthersWait() {
        List<String> pids = processes.startAll(Collections.nCopies(200, counted()));

        pids.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        assertEquals(200, Executions.of(key).size());
    }

    @Test
    void whatIsRolledBackLeavesNoPlaceTaken() throws Exception {
        for (int i = 0; i < 3; i++) {
            AtomicLong held = new AtomicLong();
            transaction.begin();
            List<String> pids = processes.startAll(Collections.nCopies(200, counted()));
            beforeCommit(() -> {
                held.set(RunnerInsight.heldBy(running));
                transactions.setRollbackOnly();
            });
            assertThrows(Exception.class, () -> transaction.commit());

            assertTrue(held.get() > 0, "the runner has some before the commit");
            assertEquals(0, RunnerInsight.heldBy(running));
            assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pids.get(0)));
        }
        assertEquals(ProcessState.FINISHED, awaitEnd(processes.start(counted())).state());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    /** Servers might take a commit that has failed, or may have, for one that was made. A database inside the server loses no connections. */
    @Test
    @Tag("on-postgresql")
    void whatTheDatabaseHasNotCommittedIsNotExecuted() throws Exception {
        for (int i = 0; i < 100; i++) {
            transaction.begin();
            String pid = processes.start(counted());
            beforeCommit(() -> inAnotherTransaction(() -> assertEquals(1, Tables.number("""
                    select count(pg_terminate_backend(pid)) from pg_stat_activity where state = 'idle in transaction' and query like 'insert into process %'
                    """))));
            assertThrows(Exception.class, () -> transaction.commit());
            assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid));
        }

        Await.until("the runner to forget them", LIMIT, () -> RunnerInsight.heldBy(running) == 0);
        assertEquals(ProcessState.FINISHED, awaitEnd(processes.start(counted())).state());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void whatWaitsInTheQueueComesFirst() {
        Gate gate = Gate.closed();
        List<String> first = processes.startAll(Collections.nCopies(300, ManagedProcess.named("in the way").step("wait", StepSpec.of(Waits.class, gate.key())).build()));

        String last = processes.start(counted());

        assertEquals(ProcessState.QUEUED, processes.getProcessInfo(last).state());
        gate.open();
        first.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        assertEquals(ProcessState.FINISHED, awaitEnd(last).state());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void aRunnerThatIsTakenForDeadBeforeTheCommitDoesNotKeepIt() throws Exception {
        transaction.begin();
        String pid = processes.start(counted());
        beforeCommit(() -> inAnotherTransaction(() -> Tables.update("update runner set status = 'TIMEOUT', finished_at = 1 where finished_at is null")));
        transaction.commit();

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        Await.until("the runner to have registered anew", LIMIT, () -> Tables.number("select count(*) from runner where finished_at is null") > 0);
    }
}
