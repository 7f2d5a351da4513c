package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many processes there are in each state. */
final class CountsIT extends InSharedDeployment {

    private static ManagedProcess.Builder merges() {
        return ManagedProcess.named("counted").step("a", StepSpec.ofType("merge", Map.of()));
    }

    private static ManagedProcess.Builder asks() {
        return ManagedProcess.named("counted").data(Map.of("text", "a")).step("ask", StepSpec.of(Asks.class));
    }

    private long number(ProcessState state) {
        return processes.counts().byState().get(state);
    }

    @Test
    void everyStateHasItsNumber() {
        ProcessCounts before = processes.counts();
        execute(merges());
        execute(merges());
        execute(ManagedProcess.named("counted").step("a", StepSpec.of(Fails.class, "with a code").withMaxRetries(0)));
        List<String> asking = processes.startAll(List.of(asks().build(), asks().build(), asks().build(), asks().build()));
        asking.forEach(pid -> await(pid, ProcessState.INTERRUPTED));
        processes.cancel(asking.get(0), null);

        ProcessCounts after = processes.counts();
        assertEquals(List.of(ProcessState.values()), List.copyOf(after.byState().keySet()));
        assertEquals(Map.of(ProcessState.QUEUED, 0L, ProcessState.RUNNING, 0L, ProcessState.WAITING, 0L, ProcessState.INTERRUPTED, 3L, ProcessState.FINISHED, 2L, ProcessState.FAILED, 1L,
                ProcessState.TIMED_OUT, 0L, ProcessState.CANCELLED, 1L), difference(before, after));
        assertEquals(Set.of(), after.estimated());
        asking.subList(1, 4).forEach(this::remove);
    }

    private static Map<ProcessState, Long> difference(ProcessCounts before, ProcessCounts after) {
        Map<ProcessState, Long> difference = new EnumMap<>(after.byState());
        difference.replaceAll((state, number) -> number - before.byState().get(state));
        return difference;
    }

    @Test
    void whatIsStartedInATransactionIsCountedByNobodyElse() throws Exception {
        long before = number(ProcessState.QUEUED);
        transaction.begin();
        processes.startAll(List.of(merges().build(), merges().build()));
        assertEquals(before, elsewhere(() -> number(ProcessState.QUEUED)));
        assertEquals(before + 2, number(ProcessState.QUEUED));
        transaction.rollback();
        assertEquals(before, number(ProcessState.QUEUED));
    }
}
