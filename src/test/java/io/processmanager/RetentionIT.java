package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.TalkingSteps.Talks;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Ended processes are removed when their time is over, and nothing else is. */
class RetentionIT extends InServer {

    private final Gate gate = Gate.closed();

    @Deployment
    static WebArchive war() {
        return warWith(List.of(RetentionIT.class), "retention.period=PT1S", "retention.interval=PT0.2S", "retention.batch-size=3");
    }

    private void awaitRemoval(List<String> pids) {
        String list = String.join("', '", pids);
        for (String table : List.of("process", "process_step", "process_log")) {
            Await.until("the removal from " + table, LIMIT, () -> Tables.number("select count(*) from " + table + " where pid in ('" + list + "')"), count -> count == 0);
        }
    }

    @Test
    void endedProcessesAreRemovedWithTheirRecordsAndLivingOnesAreKept() {
        String interrupted = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).build());
        String running = processes.start(ManagedProcess.named("waits").step("talk", StepSpec.of(Talks.class)).step("wait", StepSpec.of(Waits.class, gate.key())).build());
        await(interrupted, ProcessState.INTERRUPTED);
        gate.awaitArrivals(1);
        Gate slow = Gate.closed();
        ManagedProcess talks = ManagedProcess.named("talks").step("talk", StepSpec.of(Talks.class)).build();
        ManagedProcess fails = ManagedProcess.named("fails").step("talk", StepSpec.of(Talks.class)).step("bad", StepSpec.of(FailsUntilOpen.class, gate.key())).build();
        ManagedProcess slows = ManagedProcess.named("slow").step("wait", StepSpec.of(Waits.class, slow.key()).withTimeout(Duration.ofMillis(50))).build();
        List<String> ended = new ArrayList<>(processes.startAll(IntStream.range(0, 10).mapToObj(i -> talks).toList()));
        ended.addAll(processes.startAll(List.of(fails, slows)));
        ended.add(processes.start(ManagedProcess.named("cancelled").step("wait", StepSpec.of(Waits.class, slow.key())).build()));
        processes.cancel(ended.get(ended.size() - 1), null);

        awaitRemoval(ended);

        assertEquals(ProcessState.INTERRUPTED, processes.getProcessInfo(interrupted).state());
        assertEquals(ProcessState.RUNNING, processes.getProcessInfo(running).state());
        assertEquals(7, processes.getLog(running, null, 100).items().size());
        processes.proceed(interrupted);
        gate.open();
        awaitRemoval(List.of(interrupted, running));
    }

    @Test
    void processThatWasRetriedInTimeIsKept() {
        String failed = processes.start(ManagedProcess.named("fails").step("bad", StepSpec.of(FailsUntilOpen.class, gate.key()))
                .step("merge", StepSpec.ofType("merge", Map.of())).step("ask", StepSpec.of(Asks.class)).build());
        await(failed, ProcessState.FAILED);
        gate.open();
        processes.retry(failed);
        await(failed, ProcessState.INTERRUPTED);
        awaitRemoval(List.of(processes.start(ManagedProcess.named("talks").step("talk", StepSpec.of(Talks.class)).build())));

        assertEquals(ProcessState.INTERRUPTED, processes.getProcessInfo(failed).state());
        processes.cancel(failed, null);
        awaitRemoval(List.of(failed));
    }

    @Test
    void processIsNotRemovedBeforeItsTime() {
        ProcessInfo info = execute(ManagedProcess.named("talks").step("talk", StepSpec.of(Talks.class)));
        awaitRemoval(List.of(info.pid()));

        long kept = Tables.number("select now_millis() from exclusive_runner") - info.times().finished().orElseThrow().toEpochMilli();
        assertTrue(kept >= 1_000 && kept < 10_000, "it was kept for " + kept + " ms");
    }

    @Test
    void runnersThatHaveEndedAreForgottenToo() {
        Tables.update("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at, finished_at) values ('forgotten', 'n', 1, 'SUCCESS', 8, 0, 0, 1)");

        Await.until("the removal of ended runners", LIMIT, runners::list, runners -> runners.stream().allMatch(runner -> runner.times().finished().isEmpty()));
        assertEquals(1, runners.list().size());
    }
}
