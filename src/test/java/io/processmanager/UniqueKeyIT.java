package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.queue.Queuing;
import io.processmanager.queue.Started;
import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Of the processes with one unique key, one lives. */
final class UniqueKeyIT extends InSharedDeployment {

    private final String key = "key-" + UUID.randomUUID();

    private static ManagedProcess waiting(String key) {
        return ManagedProcess.named("unique").step("ask", StepSpec.of(Asks.class)).queuing(Queuing.DEFAULT.withUniqueKey(key)).build();
    }

    private static ManagedProcess failing(String key) {
        return ManagedProcess.named("unique").step("fail", StepSpec.ofType("require", "/missing")).queuing(Queuing.DEFAULT.withUniqueKey(key)).build();
    }

    @Test
    void secondStartIsAnsweredWithTheLivingProcess() {
        Started first = processes.startOrFind(waiting(key));
        assertTrue(first.isNew());
        ProcessInfo living = await(first.pid(), ProcessState.INTERRUPTED);
        assertEquals(key, living.turn().uniqueKey().orElseThrow());

        assertEquals(new Started(first.pid(), false), processes.startOrFind(waiting(key)));
        assertEquals(first.pid(), processes.start(waiting(key)));
        assertNotEquals(first.pid(), processes.start(waiting(key + " another")));
        processes.cancel(first.pid(), null);

        Started next = processes.startOrFind(waiting(key));
        assertTrue(next.isNew(), "the key is free when its process has ended");
        remove(next.pid());
        remove(processes.start(waiting(key + " another")));
    }

    @Test
    void batchHasThePidsThatHaveTheKeys() {
        String living = processes.start(waiting(key));
        ManagedProcess other = ManagedProcess.named("other").step("ask", StepSpec.of(Asks.class)).build();

        List<String> pids = processes.startAll(List.of(waiting(key + "2"), other, waiting(key), waiting(key + "2"), other));

        assertEquals(living, pids.get(2));
        assertEquals(pids.get(0), pids.get(3));
        assertEquals(4, new HashSet<>(pids).size());
        new HashSet<>(pids).forEach(this::remove);
    }

    @Test
    void manyCallersAtOnceGetOneProcess() throws Exception {
        // The threads of the server are few.
        int callers = 3;
        for (int round = 0; round < 10; round++) {
            String contested = key + round;
            CyclicBarrier barrier = new CyclicBarrier(callers);
            Callable<Started> start = () -> {
                barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                return processes.startOrFind(waiting(contested));
            };
            List<Started> answers = new ArrayList<>();
            for (Future<Started> answer : Collections.nCopies(callers, start).stream().map(executor::submit).toList()) {
                answers.add(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            assertEquals(1, answers.stream().map(Started::pid).distinct().count(), answers::toString);
            assertEquals(1, answers.stream().filter(Started::isNew).count(), answers::toString);
            remove(answers.get(0).pid());
        }
    }

    @Test
    void startInACallersTransactionHoldsTheKeyUntilItsEnd() throws Exception {
        transaction.begin();
        Started own = processes.startOrFind(waiting(key));
        assertEquals(new Started(own.pid(), false), processes.startOrFind(waiting(key)), "within the transaction");
        Future<Started> elsewhere = executor.submit(() -> processes.startOrFind(waiting(key)));
        transaction.commit();

        assertEquals(new Started(own.pid(), false), elsewhere.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        await(own.pid(), ProcessState.INTERRUPTED);
        remove(own.pid());
    }

    @Test
    void rollbackGivesTheKeyBack() throws Exception {
        transaction.begin();
        String rolledBack = processes.start(waiting(key));
        Future<Started> elsewhere = executor.submit(() -> processes.startOrFind(waiting(key)));
        transaction.rollback();

        Started other = elsewhere.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertTrue(other.isNew());
        assertNotEquals(rolledBack, other.pid());
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(rolledBack));
        remove(other.pid());
    }

    @Test
    void retryIsRefusedWhileAnotherProcessHasTheKey() {
        String failed = processes.start(failing(key));
        awaitEnd(failed);
        String living = processes.start(waiting(key));

        UniqueKeyTakenException refused = assertThrows(UniqueKeyTakenException.class, () -> processes.retry(failed));
        assertTrue(refused.getMessage().contains(key) && refused.getMessage().contains(failed), refused.getMessage());
        assertEquals(ProcessState.FAILED, processes.getProcessInfo(failed).state());
        remove(living);

        processes.retry(failed);
        assertEquals(ProcessState.FAILED, awaitEnd(failed).state());
    }

    @Test
    void retryThatMeetsAnUncommittedStartIsRefusedWhenThatIsCommitted() throws Exception {
        String failed = processes.start(failing(key));
        awaitEnd(failed);
        transaction.begin();
        String living = processes.start(waiting(key));
        Future<?> retry = executor.submit(() -> processes.retry(failed));
        assertFalse(retry.isDone());
        transaction.commit();

        Exception refused = assertThrows(Exception.class, () -> retry.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(UniqueKeyTakenException.class, refused.getCause().getClass());
        assertEquals(ProcessState.FAILED, processes.getProcessInfo(failed).state());
        remove(living);
    }

    @Test
    void tagsGoWithTheProcess() {
        String pid = processes.start(ManagedProcess.named("tagged").step("a", StepSpec.ofType("merge", java.util.Map.of()))
                .queuing(Queuing.DEFAULT.withTags(key, "second").withUniqueKey(key)).build());
        awaitEnd(pid);
        assertEquals(List.of(key, "second"), processes.getProcessInfo(pid).turn().tags());
        assertEquals(2, Tables.number("select count(*) from process_tag where pid = ?", pid));
        processes.delete(pid);

        assertEquals(0, Tables.number("select count(*) from process_tag where pid = ?", pid));
    }
}
