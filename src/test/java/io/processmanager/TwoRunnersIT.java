package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.PlainSteps.CountedInServer;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Two runners on one database, and a third deployment that only hands processes over, in which the tests run. */
class TwoRunnersIT extends InServer {

    private static final int PROCESSES = 200;

    @Deployment(name = "a", order = 1, testable = false)
    static WebArchive a() {
        return warNamed("a", TwoRunnersIT.class, "runner.max-concurrent=4", "runner.poll-interval=PT0.05S");
    }

    @Deployment(name = "b", order = 2, testable = false)
    static WebArchive b() {
        return warNamed("b", TwoRunnersIT.class, "runner.max-concurrent=4", "runner.poll-interval=PT0.05S");
    }

    @Deployment(name = "office", order = 3)
    static WebArchive office() {
        return warNamed("office", TwoRunnersIT.class, "runner.mode=off");
    }

    @Test
    @OperateOnDeployment("office")
    void everyProcessIsExecutedOnceByOneOfThem() {
        ManagedProcess process = ManagedProcess.named("shared out").step("count", StepSpec.of(CountedInServer.class)).step("delay", StepSpec.ofType("delay", 0.02))
                .build();
        List<String> pids = processes.startAll(IntStream.range(0, PROCESSES).mapToObj(i -> process).toList());

        Map<String, Integer> byNode = new TreeMap<>();
        for (String pid : pids) {
            ProcessInfo info = awaitEnd(pid);
            assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
            assertEquals(1, CountedInServer.executions(pid), pid);
            byNode.merge(info.output().value().orElseThrow().asJsonObject().getString("node"), 1, Integer::sum);
        }
        System.out.println(PROCESSES + " processes were executed by " + byNode);
        assertEquals(List.of("a", "b"), List.copyOf(byNode.keySet()), () -> "executed by " + byNode);
        assertEquals(List.of("a", "b"), runners.list().stream().filter(runner -> runner.times().finished().isEmpty()).map(runner -> runner.server().node()).sorted().toList(),
                "who executes nothing is no runner");
    }

    @Test
    @OperateOnDeployment("office")
    void cancelReachesTheRunnerElsewhereWithinASecond() {
        String pid = processes.start(ManagedProcess.named("cancelled from elsewhere").step("delay", StepSpec.ofType("delay", 50)).build());
        await(pid, ProcessState.RUNNING);
        long before = System.nanoTime();
        processes.cancel(pid, "from the office");

        ProcessInfo info = awaitEnd(pid);
        long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
        assertEquals(ProcessState.CANCELLED, info.state());
        assertEquals("Cancelled: from the office", info.error().orElseThrow().message());
        assertTrue(millis < 1_000, "it took " + millis + " ms");
    }

    @Test
    @OperateOnDeployment("office")
    void interruptedProcessIsContinuedByWhoeverComesFirst() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("count", StepSpec.of(CountedInServer.class)).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.proceed(pid);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(1, CountedInServer.executions(pid));
        Await.until("the runners to hold nothing", LIMIT, () -> runners.list().stream().allMatch(runner -> runner.load().running() == 0));
    }
}
