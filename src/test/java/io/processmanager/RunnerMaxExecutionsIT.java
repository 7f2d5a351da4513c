package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A runner that stops after so many executions. */
class RunnerMaxExecutionsIT extends InServer {

    @Deployment
    static WebArchive war() {
        return warWith(List.of(RunnerMaxExecutionsIT.class), "runner.max-executions=3");
    }

    @Test
    void runnerStopsAfterSoManyExecutionsAndLeavesTheRest() {
        Gate gate = Gate.closed();
        List<String> pids = processes.startAll(IntStream.range(0, 5)
                .mapToObj(i -> ManagedProcess.named("one of five").step("wait", StepSpec.of(Waits.class, gate.key())).build()).toList());
        gate.awaitArrivals(3);
        assertEquals(Status.RUNNING, runners.list().get(0).status(), "it does not stop before the last execution has ended");
        gate.open();

        Await.until("the runner to stop", LIMIT, () -> runners.list().get(0), info -> info.status() == Status.SUCCESS);
        assertEquals(3, pids.stream().filter(pid -> processes.getProcessInfo(pid).state() == ProcessState.FINISHED).count());
        List<String> rest = pids.stream().filter(pid -> processes.getProcessInfo(pid).state() == ProcessState.QUEUED).toList();
        assertEquals(2, rest.size());
        assertStays(rest.get(0), ProcessState.QUEUED, Duration.ofMillis(300));
        assertEquals(3, Waits.executions());
        rest.forEach(this::remove);
    }
}
