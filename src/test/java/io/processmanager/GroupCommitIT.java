package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What steps of several processes have done is committed together, but each process answers for itself. */
final class GroupCommitIT extends InSharedDeployment {

    private static final int PROCESSES = 8;

    private final Gate gate = Gate.closed();

    @Test
    void writeThatTheDatabaseRefusesFailsItsProcessAloneAndItsNeighboursFinish() {
        List<String> pids = processes.startAll(IntStream.range(0, PROCESSES).mapToObj(i -> ManagedProcess.named("neighbours")
                .step("wait", StepSpec.of(Waits.class, gate.key())).step("a", StepSpec.of(Append.class, "a")).step("b", StepSpec.of(Append.class, "b")).build()).toList());
        gate.awaitArrivals(PROCESSES);
        String victim = pids.get(PROCESSES / 2);
        Tables.update("insert into process_step (pid, step_index, attempt, started_at, finished_at, output_json) values (?, 0, 1, 0, 0, 'null')", victim);
        gate.open();

        for (String pid : pids) {
            ProcessInfo info = awaitEnd(pid);
            assertEquals(pid.equals(victim) ? ProcessState.FAILED : ProcessState.FINISHED, info.state(), () -> info.error().toString());
        }
        ProcessError error = processes.getProcessInfo(victim).error().orElseThrow();
        assertEquals("wait", error.step());
        assertTrue(error.message().startsWith("The database refused to store what came of the step: "), error.message());

        Tables.update("delete from process_step where pid = ?", victim);
        processes.retry(victim);
        assertEquals(ProcessState.FINISHED, awaitEnd(victim).state());
    }
}
