package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepState;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A process runs from the beginning of its first step on. What a runner has merely claimed is queued, whoever asks, and however. */
final class ClaimedAheadIT extends InSharedDeployment {

    private final Gate gate = Gate.closed();
    private final String name = "ahead " + UUID.randomUUID();

    private String start() {
        String pid = processes.start(ManagedProcess.named(name).step("waits", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        return pid;
    }

    @Test
    void processRunsAsSoonAsItsStepDoes() {
        String pid = start();
        ProcessInfo info = processes.getProcessInfo(pid);
        assertEquals(ProcessState.RUNNING, info.state());
        assertTrue(info.times().started().isPresent());
        assertEquals(info.times().started(), info.progress().steps().get(0).attempt().started());
        assertTrue(lists(ProcessState.RUNNING, pid));
        assertFalse(lists(ProcessState.QUEUED, pid));
        remove(pid);
    }

    @Test
    void claimedProcessIsQueuedForLookUpsListsCountsAndRunners() {
        String pid = start();
        ProcessInfo begun = processes.getProcessInfo(pid);
        ProcessCounts before = processes.counts();
        int running = held();
        assertEquals(1, Tables.update("update process set step_started_at = null, started_at = null where pid = ?", pid));

        ProcessInfo info = processes.getProcessInfo(pid);
        assertEquals(ProcessState.QUEUED, info.state());
        assertEquals(StepState.PENDING, info.progress().steps().get(0).state());
        assertEquals(0, info.progress().steps().get(0).attempt().number());
        assertEquals(Optional.empty(), info.times().started());
        assertEquals(Optional.empty(), info.execution().runner());
        assertFalse(lists(ProcessState.RUNNING, pid));
        assertTrue(lists(ProcessState.QUEUED, pid));
        assertEquals(before.byState().get(ProcessState.QUEUED) + 1, processes.counts().byState().get(ProcessState.QUEUED));
        assertEquals(before.byState().get(ProcessState.RUNNING) - 1, processes.counts().byState().get(ProcessState.RUNNING));
        assertEquals(running - 1, held());

        gate.open();
        ProcessInfo ended = awaitEnd(pid);
        assertEquals(begun.times().started(), ended.times().started(), "the end of the step tells when it began");
        assertTrue(ended.execution().runner().isPresent());
    }

    private int held() {
        return runners.list().stream().mapToInt(runner -> runner.load().running()).sum();
    }

    /** By the state alone, with the name, with the beginning of the name and with the pid: the same in every way to look for it. */
    private boolean lists(ProcessState state, String pid) {
        boolean found = finds(state, Optional.empty(), Optional.empty(), pid);
        assertEquals(found, finds(state, Optional.of(name), Optional.empty(), pid));
        assertEquals(found, finds(state, Optional.empty(), Optional.of(name.substring(0, 20)), pid));
        assertEquals(found, finds(state, Optional.empty(), Optional.of(pid), pid));
        return found;
    }

    private boolean finds(ProcessState state, Optional<String> exactly, Optional<String> text, String pid) {
        return processes.list(ProcessQuery.ALL.withState(state).withName(exactly.orElse(null)).withText(text.orElse(null)).withLimit(ProcessQuery.MAX_LIMIT)).items().stream()
                .anyMatch(info -> info.pid().equals(pid));
    }
}
