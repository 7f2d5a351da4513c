package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Describe;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** How many processes a node executes at a time, and what it hands to each. */
class RunnerLimitIT extends InServer {

    @Inject
    StepExecutor steps;

    @Deployment
    static WebArchive war() {
        return warWith(List.of(RunnerLimitIT.class), "node=limited", "runner.max-concurrent=2",
                "runner.arguments={\"node\":\"n1\",\"tier\":\"test\",\"nested\":{\"a\":1,\"b\":2}}");
    }

    @Test
    void neverMoreProcessesRunAtATimeThanAllowed() {
        Gate first = Gate.closed();
        List<String> held = processes.startAll(IntStream.range(0, 5)
                .mapToObj(i -> ManagedProcess.named("held").step("wait", StepSpec.of(Waits.class, first.key())).build()).toList());
        first.awaitArrivals(2);
        // After short processes, a third may have been claimed ahead; it has to wait, and is handed back for that.
        RunnerInfo runner = Await.until("the runner to hold what it executes", LIMIT, () -> runners.list().get(0), info -> info.load().running() == 2);
        assertEquals("limited", runner.server().node());
        assertEquals(2, runner.load().capacity());
        assertEquals(ProcessHandle.current().pid(), runner.server().osPid());
        assertEquals(3, held.stream().filter(pid -> processes.getProcessInfo(pid).state() == ProcessState.QUEUED).count());
        first.open();

        Gate open = Gate.closed();
        open.open();
        List<String> many = processes.startAll(IntStream.range(0, 60).mapToObj(i -> ManagedProcess.named("many").step("a", StepSpec.of(Waits.class, open.key()))
                .step("b", StepSpec.of(Waits.class, open.key())).step("c", StepSpec.of(Waits.class, open.key())).build()).toList());
        held.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        many.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        assertEquals(2, Waits.mostAtATime());
        Await.until("the runner to hold nothing", LIMIT, () -> runners.list().get(0).load().running() == 0);
    }

    @Test
    void argumentsOfTheNodeAreHandedToEveryStepAndThoseOfTheProcessMergedOverThem() {
        ManagedProcess.Builder plain = ManagedProcess.named("plain").step("a", StepSpec.of(Describe.class));
        ManagedProcess.Builder own = ManagedProcess.named("own").step("a", StepSpec.of(Describe.class)).step("b", StepSpec.of(Describe.class))
                .arguments(json("{'tier':'own','nested':{'b':null,'c':3},'more':true}").object());
        String nodeOnly = "{'node':'n1','tier':'test','nested':{'a':1,'b':2}}";
        String merged = "{'node':'n1','tier':'own','nested':{'a':1,'c':3},'more':true}";

        assertEquals(json(nodeOnly).value(), execute(plain).output().value().orElseThrow().asJsonObject().get("arguments"));
        ProcessInfo info = execute(own);
        assertTrue(info.progress().steps().stream().allMatch(step -> step.output().value().orElseThrow().asJsonObject().get("arguments").equals(json(merged).value())), info::toString);
        assertEquals(json(merged).value(), steps.execute(own.build()).asJsonObject().get("arguments"), "without a process, too");
    }
}
