package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A runner that works off what is queued and then stops. */
class RunnerDrainIT extends InServer {

    /** Without a regular look at the queue, or one on a word from other nodes: it would find it empty before the test begins. */
    @Deployment
    static WebArchive war() {
        return warWith(List.of(RunnerDrainIT.class), "runner.mode=drain", "runner.poll-interval=PT1H", "runner.listen=false");
    }

    @Test
    void runnerStopsWhenTheQueueIsWorkedOff() {
        String key = UUID.randomUUID().toString();
        ManagedProcess process = ManagedProcess.named("drained").step("a", StepSpec.of(Counted.class, key)).step("b", StepSpec.ofType("delay", 0.05)).build();
        List<String> pids = processes.startAll(IntStream.range(0, 20).mapToObj(i -> process).toList());

        pids.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        RunnerInfo runner = Await.until("the runner to stop", LIMIT, () -> runners.list().get(0), info -> info.status() == Status.SUCCESS);
        assertEquals(0, runner.load().running());
        assertEquals(20, Executions.of(key).size());

        String late = processes.start(process);
        assertStays(late, ProcessState.QUEUED, Duration.ofMillis(500));
        assertEquals(20, Executions.of(key).size());
        remove(late);
    }
}
