package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A runner with less memory than it needs. */
class RunnerHeapLimitIT extends InServer {

    @Deployment
    static WebArchive war() {
        return warWith(List.of(RunnerHeapLimitIT.class), "runner.max-heap-share=1");
    }

    @Test
    void aRunnerWhoseHeapIsFullClaimsNothingAndSaysWhy() {
        System.gc();
        RunnerInfo runner = Await.until("the runner to notice it", LIMIT, () -> runners.list().get(0), info -> info.load().notClaiming().isPresent());

        assertEquals("its heap is full: garbage collection left more than 1 % of it in use (process-manager.runner.max-heap-share)", runner.load().notClaiming().orElseThrow());
        assertEquals(Status.RUNNING, runner.status());
        assertTrue(runner.load().heapShare().orElseThrow() > 1);
        String pid = processes.start(ManagedProcess.named("waits").step("a", StepSpec.ofType("merge", Map.of())).build());
        assertStays(pid, ProcessState.QUEUED, Duration.ofMillis(500));
        remove(pid);
    }
}
