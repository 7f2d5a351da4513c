package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.PlainSteps.Stopwatch;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Guarantee 1: start takes part in the caller's transaction. And what follows its commit follows at once. */
final class StartIT extends InSharedDeployment {

    @Inject
    Caller caller;

    private final String key = UUID.randomUUID().toString();

    /** An application whose transactions are the container's. */
    @ApplicationScoped
    public static class Caller {

        @Inject
        ProcessManager processes;

        @Resource
        TransactionSynchronizationRegistry transactions;

        @Transactional
        public String startAndFailAtTheLastMoment(ManagedProcess process) {
            String pid = processes.start(process);
            transactions.registerInterposedSynchronization(new Synchronization() {

                @Override
                public void beforeCompletion() {
                    transactions.setRollbackOnly();
                }

                @Override
                public void afterCompletion(int status) {
                    // What comes then is seen from outside.
                }
            });
            return pid;
        }
    }

    private ManagedProcess counted(String name) {
        return ManagedProcess.named(name).step("count", StepSpec.of(Counted.class, key)).build();
    }

    @Test
    void processIsCommittedWithTheCallersTransactionAndInvisibleBefore() throws Exception {
        transaction.begin();
        String pid = processes.start(counted("committed"));

        assertThrows(ProcessNotFoundException.class, () -> elsewhere(() -> processes.getProcessInfo(pid)));
        assertEquals(List.of(), elsewhere(() -> processes.list(named("committed")).items()));
        transaction.commit();

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void processIsRolledBackWithTheCallersTransaction() throws Exception {
        transaction.begin();
        String pid = processes.start(counted("rolled back"));
        List<String> pids = processes.startAll(List.of(counted("rolled back"), counted("rolled back")));
        transaction.rollback();

        assertEquals(ProcessState.FINISHED, execute(ManagedProcess.named("later").step("a", StepSpec.ofType("merge", Map.of()))).state());
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid));
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pids.get(1)));
        assertEquals(List.of(), processes.list(named("rolled back")).items());
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void processIsRolledBackWithATransactionThatFailsAtTheLastMoment() {
        // A RollbackException on WildFly, a TransactionalException on Payara
        assertThrows(Exception.class, () -> caller.startAndFailAtTheLastMoment(counted("failed at last")));

        assertEquals(ProcessState.FINISHED, execute(ManagedProcess.named("later").step("a", StepSpec.ofType("merge", Map.of()))).state());
        assertEquals(List.of(), processes.list(named("failed at last")).items());
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void processIsNotExecutedBeforeTheCommitEvenIfItIsInTheDatabaseAlready() throws Exception {
        transaction.begin();
        String pid = processes.start(counted("flushed"));
        assertEquals(ProcessState.QUEUED, processes.getProcessInfo(pid).state(), "the caller's own transaction sees it");
        assertEquals(1, processes.list(named("flushed")).items().size());

        ProcessInfo other = elsewhere(() -> execute(ManagedProcess.named("other").step("a", StepSpec.ofType("merge", Map.of()))));

        assertEquals(ProcessState.FINISHED, other.state());
        assertEquals(List.of(), Executions.of(key));
        transaction.commit();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void refusedStartLeavesTheCallersTransactionAsItWas() throws Exception {
        transaction.begin();
        assertThrows(InvalidSpecificationException.class, () -> processes.start(ManagedProcess.named("nothing to do").build()));
        assertEquals(Status.STATUS_ACTIVE, transaction.getStatus());
        String pid = processes.start(counted("accepted"));
        transaction.commit();

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of(), processes.list(named("nothing to do")).items());
    }

    @Test
    void withoutATransactionOfTheCallerStartHasOneOfItsOwn() {
        String pid = processes.start(counted("alone"));

        assertTrue(pid.matches("[0-9a-f]{32}"), pid);
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void processWithoutANameIsCalledAfterItsFirstStep() {
        String step = "first-" + key;
        ManagedProcess unnamed = ManagedProcess.unnamed().step(step, StepSpec.of(Counted.class, key)).step("second", StepSpec.ofType("merge", Map.of())).build();
        String pid = processes.start(unnamed);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(step, processes.getProcessInfo(pid).name());
        assertEquals(List.of(pid), processes.list(named(step)).items().stream().map(ProcessInfo::pid).toList());

        List<String> pids = processes.startAll(List.of(unnamed, counted("named")));
        assertEquals(List.of(step, "named"), pids.stream().map(each -> awaitEnd(each).name()).toList());
    }

    @Test
    void allOrNoneOfManyAreStartedAndEveryViolationNamesItsProcess() {
        ManagedProcess good = counted("one of many");
        ManagedProcess unknown = ManagedProcess.named("one of many").step("a", StepSpec.ofType("no-such-type")).build();
        ManagedProcess empty = ManagedProcess.named(" ").build();

        List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> processes.startAll(List.of(good, unknown, good, empty)))
                .violations();

        assertEquals(List.of("[1].steps.a.type", "[3].name", "[3].steps"), violations.stream().map(Violation::field).toList());
        assertEquals(List.of(), processes.list(named("one of many")).items());

        List<String> pids = processes.startAll(List.of(good, good, good));
        assertEquals(3, pids.stream().distinct().count());
        pids.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        assertEquals(3, Executions.of(key).size());
    }

    @Test
    void firstStepRunsAtOnceAfterTheCommit() throws Exception {
        ManagedProcess process = ManagedProcess.named("stopwatch").step("a", StepSpec.of(Stopwatch.class)).build();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            transaction.begin();
            String pid = processes.start(process);
            transaction.commit();
            long committed = System.nanoTime();
            awaitEnd(pid);
            // what was faster than the return from commit took no time
            millis.add(Math.max(0, Stopwatch.reached() - committed) / 1e6);
        }
        List<Double> warm = millis.subList(10, millis.size()).stream().sorted().toList();
        double median = warm.get(warm.size() / 2);
        System.out.printf(Locale.ROOT, "From commit to the first line of the step: median %.1f ms, 90 %% within %.1f ms, longest %.1f ms, of %d starts%n", median,
                warm.get(warm.size() * 9 / 10), warm.get(warm.size() - 1), warm.size());

        assertTrue(median < Duration.ofMillis(50).toMillis(), "the median from commit to the first line of the step is " + median + " ms: " + warm);
    }

    private static ProcessQuery named(String name) {
        return ProcessQuery.ALL.withName(name);
    }
}
