package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.batch.BatchInsight;
import io.processmanager.batch.server.JobOperators;
import io.processmanager.runner.RunnerInsight;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.AskingSteps.AsksForList;
import io.processmanager.teststeps.AskingSteps.CountedApproval;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process waits for people without holding anything, and continues with what they say: once. */
final class InterruptIT extends InSharedDeployment {

    private final String key = UUID.randomUUID().toString();

    @Inject
    RunningProcesses running;

    @Inject
    JobOperators operators;

    private String interrupted() {
        String pid = processes.start(ManagedProcess.named("asks").data(Map.of("text", "a")).step("ask", StepSpec.of(Asks.class))
                .step("next", StepSpec.of(Append.class, "b")).step("count", StepSpec.of(Counted.class, key)).build());
        await(pid, ProcessState.INTERRUPTED);
        return pid;
    }

    @Test
    void interruptedProcessShowsWhereItWaitsAndWhatItAsks() {
        ProcessInfo info = processes.getProcessInfo(interrupted());

        assertEquals(Optional.of("ask"), info.progress().currentStep());
        assertEquals(Optional.of(json("{'text':'a','question':'really?','detail':{'a':1,'b':2}}").value()), info.output().value());
        assertEquals(List.of(StepState.INTERRUPTED, StepState.PENDING, StepState.PENDING), info.progress().steps().stream().map(StepInfo::state).toList());
        assertEquals(Optional.of("asked"), info.progress().steps().get(0).attempt().message());
        assertEquals(33, info.progress().percent());
        assertEquals(Optional.empty(), info.times().finished());
        assertEquals(Optional.empty(), info.error());
    }

    @Test
    void waitingProcessHoldsNoThreadNoJobAndNoMemory() {
        for (int i = 0; i < 20; i++) {
            interrupted();
        }

        assertEquals(0, runners.list().get(0).load().running());
        Await.until("the runner to hold nothing", LIMIT, () -> RunnerInsight.heldBy(running), held -> held == 0);
        Await.until("the end of all batch jobs", LIMIT, () -> BatchInsight.runningJobs(operators), List::isEmpty);
        Await.until("the end of all step threads' work", LIMIT, () -> Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream).noneMatch(frame -> frame.getClassName().equals("io.processmanager.runner.process.RunningProcess")));
    }

    @Test
    void dataIsMergedOverTheOutputOfTheInterruptingStep() {
        String pid = interrupted();
        processes.proceed(pid, json("{'text':'A','question':null,'detail':{'b':null,'c':[1,null]},'approved':true,'absent':null}").object());

        ProcessInfo info = awaitEnd(pid);
        assertEquals(Optional.of(json("{'text':'Ab','detail':{'a':1,'c':[1,null]},'approved':true}").value()), info.output().value());
        assertEquals(StepState.COMPLETED, info.progress().steps().get(0).state());
        assertEquals(Optional.of(json("{'text':'a','question':'really?','detail':{'a':1,'b':2}}").value()), info.progress().steps().get(0).output().value());
        assertEquals(List.of("count/1"), Executions.of(key));
    }

    @Test
    void withoutDataTheProcessContinuesWithTheOutputAsItIs() {
        String pid = interrupted();
        processes.proceed(pid);

        assertEquals(Optional.of(json("{'text':'ab','question':'really?','detail':{'a':1,'b':2}}").value()), awaitEnd(pid).output().value());
    }

    @Test
    void withoutDataAnOutputThatIsNoObjectIsKept() {
        String pid = processes.start(ManagedProcess.named("list").step("ask", StepSpec.of(AsksForList.class)).step("count", StepSpec.of(Counted.class, key)).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.proceed(pid);

        assertEquals(Optional.of(json("[1,2,3]").value()), awaitEnd(pid).output().value());
    }

    @Test
    void interruptingStepInLastPlaceEndsTheProcessAfterProceed() {
        String pid = processes.start(ManagedProcess.named("last").data(Map.of("a", 1)).step("ask", StepSpec.of(CountedApproval.class, key)).build());
        ProcessInfo waiting = await(pid, ProcessState.INTERRUPTED);
        assertEquals(Optional.of(json("{'a':1}").value()), waiting.output().value());
        assertEquals(99, waiting.progress().percent(), "it has not ended");
        processes.proceed(pid, json("{'b':2}").object());

        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.of(json("{'a':1,'b':2}").value()), info.output().value());
        assertEquals(List.of("ask/1"), Executions.of(key));
    }

    @Test
    void processMayBeInterruptedSeveralTimes() {
        String pid = processes.start(ManagedProcess.named("thrice").step("one", StepSpec.of(CountedApproval.class, key)).step("two", StepSpec.of(CountedApproval.class, key))
                .step("count", StepSpec.of(Counted.class, key)).step("three", StepSpec.of(CountedApproval.class, key)).build());
        for (String step : List.of("one", "two", "three")) {
            assertEquals(Optional.of(step), await(pid, ProcessState.INTERRUPTED).progress().currentStep());
            processes.proceed(pid, Json.createObjectBuilder().add(step, true).build());
        }

        assertEquals(Optional.of(json("{'one':true,'two':true,'three':true}").value()), awaitEnd(pid).output().value());
        assertEquals(List.of("one/1", "two/1", "count/1", "three/1"), Executions.of(key));
    }

    @Test
    void ofConcurrentCallsExactlyOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String pid = interrupted();
            int callers = 4;
            CyclicBarrier together = new CyclicBarrier(callers);
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                JsonObject data = Json.createObjectBuilder().add("caller", caller).build();
                calls.add(executor.submit(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    try {
                        processes.proceed(pid, data);
                        return true;
                    } catch (ProcessStateException conflict) {
                        assertEquals("proceed", conflict.action());
                        return false;
                    }
                }));
            }
            List<Integer> winners = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                if (calls.get(caller).get(30, TimeUnit.SECONDS)) {
                    winners.add(caller);
                }
            }
            assertEquals(1, winners.size(), () -> "winners: " + winners);
            assertEquals(winners.get(0), awaitEnd(pid).output().value().orElseThrow().asJsonObject().getInt("caller"));
            assertEquals(round + 1, Executions.of(key).size());
        }
    }

    @Test
    void onlyAnInterruptedProcessCanProceed() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("waits").step("a", StepSpec.of(Waits.class, gate.key())).build());
        gate.awaitArrivals(1);
        assertEquals(ProcessState.RUNNING, refusal(pid).state());
        gate.open();
        awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, refusal(pid).state());

        String cancelled = interrupted();
        processes.cancel(cancelled, null);
        ProcessStateException refusal = refusal(cancelled);
        assertEquals(ProcessState.CANCELLED, refusal.state());
        assertEquals(cancelled, refusal.pid());
        assertEquals("Process " + cancelled + " is cancelled, so it was left as it is: only an interrupted process can proceed", refusal.getMessage());

        String proceeded = interrupted();
        processes.proceed(proceeded);
        refusal(proceeded);
        awaitEnd(proceeded);
    }

    private ProcessStateException refusal(String pid) {
        return assertThrows(ProcessStateException.class, () -> processes.proceed(pid));
    }

    @Test
    void proceedIsRolledBackWithTheCallersTransaction() throws Exception {
        String pid = interrupted();
        ProcessInfo before = processes.getProcessInfo(pid);
        transaction.begin();
        processes.proceed(pid, json("{'never':true}").object());
        assertEquals(ProcessState.QUEUED, processes.getProcessInfo(pid).state());
        transaction.rollback();

        assertEquals(before, processes.getProcessInfo(pid));
        processes.proceed(pid, json("{'then':true}").object());
        assertEquals(json("{'text':'ab','question':'really?','detail':{'a':1,'b':2},'then':true}").value(), awaitEnd(pid).output().value().orElseThrow());
    }

    @Test
    void processThatWasCancelledWhileItWaitedWaitsAgainAfterRetry() {
        String pid = interrupted();
        processes.cancel(pid, "not now");
        assertEquals(ProcessState.CANCELLED, processes.getProcessInfo(pid).state());
        processes.retry(pid);

        ProcessInfo waiting = await(pid, ProcessState.INTERRUPTED);
        assertEquals(Optional.of("ask"), waiting.progress().currentStep());
        assertEquals(Optional.of(json("{'text':'a','question':'really?','detail':{'a':1,'b':2}}").value()), waiting.output().value());
        assertEquals(List.of(), Executions.of(key));
        processes.proceed(pid, json("{'approved':true}").object());
        assertEquals(JsonValue.TRUE, awaitEnd(pid).output().value().orElseThrow().asJsonObject().get("approved"));
    }

    @Test
    void processThatWasCancelledAfterProceedGoesOnWithTheMergedData() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("waits", StepSpec.of(Waits.class, gate.key())).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.proceed(pid, json("{'approved':true}").object());
        gate.awaitArrivals(1);
        processes.cancel(pid, null);
        awaitEnd(pid);
        gate.open();
        processes.retry(pid);

        ProcessInfo info = await(pid, ProcessState.FINISHED);
        assertEquals(JsonValue.TRUE, info.output().value().orElseThrow().asJsonObject().get("approved"));
    }

    @Test
    void timeOfWaitingIsNotRunningTime() {
        String pid = processes.start(ManagedProcess.named("patient").timeout(Duration.ofSeconds(1)).step("ask", StepSpec.of(Asks.class))
                .step("delay", StepSpec.ofType("delay", 0.3)).build());
        await(pid, ProcessState.INTERRUPTED);
        execute(ManagedProcess.named("meanwhile").step("a", StepSpec.ofType("delay", 1.2)));
        processes.proceed(pid);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }
}
