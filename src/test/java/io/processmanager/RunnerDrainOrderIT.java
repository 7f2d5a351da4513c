package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A runner that is ordered to drain. */
class RunnerDrainOrderIT extends InServer {

    @Deployment
    static WebArchive war() {
        return warWith(List.of(RunnerDrainOrderIT.class), "runner.max-concurrent=1", "runner.stop-grace=PT0S");
    }

    @Test
    void aDrainedRunnerLetsItsStepEndHandsTheProcessBackAndEndsWhileTheServerGoesOn() {
        String id = runners.list().stream().filter(runner -> !runner.status().isEnded()).findFirst().orElseThrow().id();
        Gate gate = Gate.closed();
        String key = UUID.randomUUID().toString();
        String begun = processes.start(ManagedProcess.named("begun").step("a", StepSpec.of(Waits.class, gate.key())).step("b", StepSpec.of(Counted.class, key)).build());
        gate.awaitArrivals(1);
        String waiting = processes.start(ManagedProcess.named("waiting").step("a", StepSpec.of(Counted.class, key)).build());

        assertEquals(Status.DRAINING, runners.drain(id).status());
        assertEquals(Status.DRAINING, runners.drain(id).status(), "twice is as good as once");
        assertEquals("pause", assertThrows(RunnerStateException.class, () -> runners.pause(id)).action());
        assertStays(begun, ProcessState.RUNNING, Duration.ofSeconds(1));
        assertEquals(Status.DRAINING, runners.get(id).status(), "the step has all the time it needs");

        assertEquals(Status.RUNNING, runners.resume(id).status());
        assertEquals(Status.DRAINING, runners.drain(id).status());
        gate.open();

        RunnerInfo ended = Await.until("the runner to end", LIMIT, () -> runners.get(id), runner -> runner.status().isEnded());
        assertEquals(Status.SUCCESS, ended.status());
        assertTrue(ended.times().finished().isPresent());
        assertEquals(0, ended.load().running());
        ProcessInfo process = processes.getProcessInfo(begun);
        assertEquals(ProcessState.QUEUED, process.state());
        assertEquals("b", process.progress().currentStep().orElseThrow());
        assertEquals(1, process.progress().steps().get(0).attempt().number());
        assertEquals(0, process.execution().rescues());
        assertStays(waiting, ProcessState.QUEUED, Duration.ofMillis(500));
        assertEquals(List.of(), Executions.of(key));
        assertEquals(Status.SUCCESS, assertThrows(RunnerStateException.class, () -> runners.resume(id)).status());

        remove(begun);
        remove(waiting);
    }
}
