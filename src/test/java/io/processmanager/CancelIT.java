package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.StoreInsight;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.Stubborn;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever wants a process to end gets that, wherever it stands; or learns that it has ended by itself. */
final class CancelIT extends InSharedDeployment {

    /** The default number of processes at a time. */
    private static final int ALL_PLACES = 8;

    @Inject
    UncommittedChanges uncommitted;

    private final Gate gate = Gate.closed();
    private final String key = UUID.randomUUID().toString();

    private String waiting() {
        String pid = processes.start(ManagedProcess.named("waits").step("wait", StepSpec.of(Waits.class, gate.key())).step("after", StepSpec.of(Counted.class, key)).build());
        gate.awaitArrivals(1);
        return pid;
    }

    private static void assertCancelled(ProcessInfo info, String message) {
        assertEquals(ProcessState.CANCELLED, info.state());
        assertTrue(info.times().finished().isPresent());
        assertEquals(message, info.error().orElseThrow().message());
        assertEquals(CancellationException.class.getName(), info.error().orElseThrow().type());
        assertEquals(Optional.empty(), info.error().orElseThrow().stack());
        assertEquals(Optional.empty(), info.output().value());
    }

    @Test
    void queuedProcessIsCancelledAtOnceAndNeverRuns() {
        List<String> busy = IntStream.range(0, ALL_PLACES).mapToObj(i -> waiting()).toList();
        String pid = processes.start(ManagedProcess.named("queued").step("count", StepSpec.of(Counted.class, key)).build());
        assertEquals(ProcessState.QUEUED, processes.getProcessInfo(pid).state());

        processes.cancel(pid, "not needed");

        ProcessInfo info = processes.getProcessInfo(pid);
        assertCancelled(info, "Cancelled: not needed");
        assertEquals(StepState.CANCELLED, info.progress().steps().get(0).state());
        assertEquals(Optional.of("count"), info.progress().currentStep());
        busy.forEach(other -> processes.cancel(other, null));
        busy.forEach(this::awaitEnd);
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void interruptedProcessIsCancelledAtOnce() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("after", StepSpec.of(Counted.class, key)).build());
        await(pid, ProcessState.INTERRUPTED);

        processes.cancel(pid, null);

        ProcessInfo info = processes.getProcessInfo(pid);
        assertCancelled(info, "Cancelled");
        assertEquals(List.of(StepState.COMPLETED, StepState.CANCELLED), info.progress().steps().stream().map(StepInfo::state).toList());
    }

    @Test
    void runningStepIsInterruptedAndTheNextDoesNotRun() {
        String pid = waiting();
        processes.cancel(pid, "changed my mind");

        ProcessInfo info = awaitEnd(pid);
        assertCancelled(info, "Cancelled: changed my mind");
        gate.awaitDepartures(1);
        assertEquals(List.of(StepState.CANCELLED, StepState.PENDING), info.progress().steps().stream().map(StepInfo::state).toList());
        assertEquals("wait", info.error().orElseThrow().step());
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void stepThatIgnoresInterruptionIsAbandonedAfterItsGrace() {
        String pid = processes.start(ManagedProcess.named("stubborn").step("a", StepSpec.of(Stubborn.class, gate.key())).build());
        gate.awaitArrivals(1);
        long before = System.nanoTime();
        processes.cancel(pid, null);
        ProcessInfo info = awaitEnd(pid);
        long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();

        assertCancelled(info, "Cancelled");
        assertTrue(millis >= 450 && millis < 2_000, "the grace is 500 ms, it took " + millis + " ms");
        gate.open();
        Await.until("the end of the step", LIMIT, () -> Executions.of(gate.key()), List.of("unwanted")::equals);
        assertEquals(info, processes.getProcessInfo(pid), "the late end of the step changes nothing");
    }

    @Test
    void processThatWaitsForItsNextAttemptIsCancelledAtOnce() {
        String pid = processes.start(ManagedProcess.named("retries").step("a", StepSpec.of(FailsUntilOpen.class, gate.key()).withMaxRetries(1_000)).build());
        Await.until("some attempts", LIMIT, () -> Executions.of(gate.key()).size() > 3);

        processes.cancel(pid, null);

        assertCancelled(awaitEnd(pid), "Cancelled");
    }

    @Test
    void endedProcessStaysAsItEnded() {
        String finished = execute(ManagedProcess.named("ends").step("a", StepSpec.ofType("merge", Map.of()))).pid();
        String failed = execute(ManagedProcess.named("ends").step("a", StepSpec.of(Fails.class, "with a code"))).pid();
        String timedOut = execute(ManagedProcess.named("ends").step("a", StepSpec.of(Waits.class, gate.key()).withTimeout(Duration.ofMillis(20)))).pid();
        String cancelled = waiting();
        processes.cancel(cancelled, "first");
        awaitEnd(cancelled);

        Map<ProcessState, String> ended = Map.of(ProcessState.FINISHED, finished, ProcessState.FAILED, failed, ProcessState.TIMED_OUT, timedOut,
                ProcessState.CANCELLED, cancelled);
        ended.forEach((state, pid) -> {
            ProcessInfo before = processes.getProcessInfo(pid);
            assertEquals(state, assertThrows(ProcessStateException.class, () -> processes.cancel(pid, "second")).state());
            assertEquals(before, processes.getProcessInfo(pid));
        });
    }

    @Test
    void firstReasonIsKept() throws Exception {
        String pid = processes.start(ManagedProcess.named("stubborn").step("a", StepSpec.of(Stubborn.class, gate.key())).build());
        gate.awaitArrivals(1);
        transaction.begin();
        processes.cancel(pid, "first");
        processes.cancel(pid, "second");
        transaction.commit();

        assertCancelled(awaitEnd(pid), "Cancelled: first");
    }

    @Test
    void longReasonIsShortened() {
        String pid = waiting();
        processes.cancel(pid, "x".repeat(10_000) + '\0');

        assertCancelled(awaitEnd(pid), "Cancelled: " + "x".repeat(470) + "… (cut, 9531 characters more)");
    }

    @Test
    void cancelIsRolledBackWithTheCallersTransaction() throws Exception {
        String pid = waiting();
        transaction.begin();
        processes.cancel(pid, null);
        transaction.rollback();
        gate.open();

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("after/1"), Executions.of(key));
    }

    @Test
    void openTransactionThatCancelsOneProcessDoesNotHoldUpOthers() throws Exception {
        String pid = waiting();
        transaction.begin();
        processes.cancel(pid, null);
        gate.open();
        gate.awaitDepartures(1);

        ProcessInfo other = elsewhere(() -> execute(ManagedProcess.named("other").step("a", StepSpec.ofType("merge", Map.of()))
                .step("b", StepSpec.ofType("merge", Map.of()))));

        assertEquals(ProcessState.FINISHED, other.state());
        transaction.commit();
        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
    }

    /** The transaction of a caller who was refused holds the lock as well, although it has changed nothing. */
    @Test
    void openTransactionOfACallerWhoWasRefusedDoesNotHoldUpOthers() throws Exception {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("after", StepSpec.of(Counted.class, key)).build());
        await(pid, ProcessState.INTERRUPTED);
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch othersHaveFinished = new CountDownLatch(1);
        transaction.begin();
        processes.proceed(pid);
        Future<?> second = executor.submit(() -> {
            transaction.begin();
            try {
                assertThrows(ProcessStateException.class, () -> processes.proceed(pid));
                refused.countDown();
                assertTrue(othersHaveFinished.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            } finally {
                transaction.rollback();
            }
            return null;
        });
        Await.until("the second caller to wait for the first", LIMIT, () -> StoreInsight.openTransactionsThatChange(uncommitted, pid), count -> count == 2);
        transaction.commit();
        assertTrue(refused.await(LIMIT.toSeconds(), TimeUnit.SECONDS));

        ProcessInfo other = execute(ManagedProcess.named("other").step("a", StepSpec.ofType("merge", Map.of())));

        assertEquals(ProcessState.FINISHED, other.state());
        othersHaveFinished.countDown();
        second.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    /** All that is asked in between goes by the container's proxy, as everything does that the product asks. */
    @Test
    void aCallerWhoWaitsForAWriterHoldsUpNobodyElse() throws Exception {
        String pid = UUID.randomUUID().toString();
        Runnable written = StoreInsight.write(uncommitted, pid);
        AtomicReference<Thread> caller = new AtomicReference<>();
        Future<Long> waited = executor.submit(() -> {
            long begun = System.nanoTime();
            caller.set(Thread.currentThread());
            uncommitted.begin(pid);
            return System.nanoTime() - begun;
        });
        Await.until("the caller to wait", LIMIT, () -> caller.get() != null && caller.get().getState() == Thread.State.TIMED_WAITING);

        written.run();

        assertTrue(Duration.ofNanos(waited.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).compareTo(Duration.ofMillis(900)) < 0, "it has waited until its patience was over");
        uncommitted.end(pid);
    }

    @Test
    void cancelRacedByCompletionHasExactlyOneWinner() throws Exception {
        Map<ProcessState, Integer> ends = new EnumMap<>(ProcessState.class);
        for (int round = 0; round < 50; round++) {
            Gate start = Gate.closed();
            String pid = processes.start(ManagedProcess.named("race").step("a", StepSpec.of(Waits.class, start.key())).build());
            start.awaitArrivals(1);
            Future<Boolean> cancel = executor.submit(() -> {
                try {
                    processes.cancel(pid, "raced");
                    return true;
                } catch (ProcessStateException ended) {
                    assertEquals(ProcessState.FINISHED, ended.state());
                    return false;
                }
            });
            // from long before to long after the cancellation
            TimeUnit.MICROSECONDS.sleep((round - 10) * 100L);
            start.open();
            boolean accepted = cancel.get(30, TimeUnit.SECONDS);
            ProcessInfo info = awaitEnd(pid);

            assertEquals(accepted ? ProcessState.CANCELLED : ProcessState.FINISHED, info.state(), "round " + round);
            assertEquals(!accepted, info.output().value().isPresent());
            assertEquals(accepted, info.error().isPresent());
            ends.merge(info.state(), 1, Integer::sum);
        }
        System.out.println("Cancel raced by completion: " + ends);
    }
}
