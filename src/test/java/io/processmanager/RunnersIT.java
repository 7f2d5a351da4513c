package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runners are paused and resumed. */
final class RunnersIT extends InSharedDeployment {

    private static final Duration A_WHILE = Duration.ofMillis(500);

    private String mine() {
        return runners.list().stream().filter(runner -> !runner.status().isEnded()).findFirst().orElseThrow().id();
    }

    @AfterEach
    void resume() {
        runners.resume(mine());
    }

    private String start() {
        return processes.start(ManagedProcess.unnamed().step("a", StepSpec.ofType("merge", Map.of())).build());
    }

    @Test
    void aPausedRunnerBeginsNothingUntilItIsResumed() {
        assertEquals(Status.PAUSED, runners.pause(mine()).status());
        assertEquals(Status.PAUSED, runners.pause(mine()).status(), "twice is as good as once");
        // It takes a moment until the runner hears of it.
        Await.until("the runner to obey", LIMIT, () -> processes.getProcessInfo(startAndAwaitFate()).state() == ProcessState.QUEUED);
        String pid = start();
        assertStays(pid, ProcessState.QUEUED, A_WHILE);

        assertEquals(Status.RUNNING, runners.resume(mine()).status());
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    private String startAndAwaitFate() {
        String pid = start();
        Await.until("process " + pid + " to be executed, or not", LIMIT, () -> processes.getProcessInfo(pid).state() != ProcessState.RUNNING);
        return pid;
    }

    @Test
    void whatHasBegunOnAPausedRunnerGoesOnThroughAllItsStepsAndWhatIsClaimedAheadIsQueued() {
        Gate gate = Gate.closed();
        List<String> pids = processes.startAll(IntStream.range(0, 30)
                .mapToObj(i -> ManagedProcess.named("paused").step("a", StepSpec.of(Waits.class, gate.key())).step("b", StepSpec.ofType("merge", Map.of())).build()).toList());
        gate.awaitArrivals(8);

        runners.pause(mine());
        Await.until("all others to be handed back", LIMIT, () -> Tables.number("select count(*) from process where state = 'RUNNING' and runner_id = ?", mine()) == 8);
        gate.open();

        Await.until("the begun ones to end", LIMIT, () -> pids.stream().filter(pid -> processes.getProcessInfo(pid).state() == ProcessState.FINISHED).count() == 8);
        pids.stream().filter(pid -> !processes.getProcessInfo(pid).state().isEnded()).forEach(pid -> assertEquals(ProcessState.QUEUED, processes.getProcessInfo(pid).state()));
        RunnerInfo runner = runners.get(mine());
        assertEquals(0, runner.load().running());

        runners.resume(mine());
        pids.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
    }

    @Test
    void anOrderStaysWhateverBecomesOfTheTransactionOfTheCaller() throws Exception {
        transaction.begin();
        runners.pause(mine());
        assertEquals(Status.PAUSED, elsewhere(() -> runners.get(mine())).status(), "it is committed already");
        transaction.rollback();

        assertEquals(Status.PAUSED, runners.get(mine()).status());
    }

    @Test
    void aRunnerThatHasEndedTakesNoOrderAndAnUnknownOneIsNotFound() throws Exception {
        Tables.update("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at, finished_at) values ('ended', 'n', 1, 'SUCCESS', 8, 0, 0, 1)");
        try {
            for (Runnable order : List.<Runnable>of(() -> runners.pause("ended"), () -> runners.resume("ended"), () -> runners.drain("ended"))) {
                RunnerStateException refused = assertThrows(RunnerStateException.class, order::run);
                assertEquals(Status.SUCCESS, refused.status());
                assertEquals("ended", refused.id());
            }
            assertEquals(Status.SUCCESS, runners.get("ended").status());
        } finally {
            Tables.update("delete from runner where id = 'ended'");
        }
        for (Runnable order : List.<Runnable>of(() -> runners.get("none"), () -> runners.pause("none"), () -> runners.resume("none"), () -> runners.drain("none"))) {
            assertEquals("none", assertThrows(RunnerNotFoundException.class, order::run).id());
        }
    }

    @Test
    void theStatusesOfAnEarlierVersionAreUnderstood() throws Exception {
        for (String status : List.of("ACTIVE", "STANDBY", "STOPPED", "LOST")) {
            Tables.update("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at, finished_at) values ('old', 'n', 1, '" + status + "', 8, 0, 0, 1)");
            try {
                assertEquals(status.equals("LOST") ? Status.TIMEOUT : status.equals("STOPPED") ? Status.SUCCESS : Status.RUNNING, runners.get("old").status());
            } finally {
                Tables.update("delete from runner where id = 'old'");
            }
        }
    }
}
