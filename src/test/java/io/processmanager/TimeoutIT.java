package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.WaitsBeforeAttempt;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.WaitingSteps.Stubborn;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 5: a timeout ends the process even if the step ignores interruption. */
final class TimeoutIT extends InSharedDeployment {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Gate gate = Gate.closed();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void processEndsWithinASecondAfterItsTimeoutEvenIfItsStepIgnoresInterruption(boolean computing) {
        ProcessInfo info = execute(ManagedProcess.named("stubborn").timeout(SECOND).step("before", StepSpec.of(Append.class, "a"))
                .step("stubborn", StepSpec.of(Stubborn.class, gate.key(), computing)).step("after", StepSpec.of(Append.class, "b")));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertTookFrom1To2Seconds(info);
        assertEquals(List.of(StepState.COMPLETED, StepState.TIMED_OUT, StepState.PENDING), info.progress().steps().stream().map(StepInfo::state).toList());
        ProcessError error = info.error().orElseThrow();
        assertEquals("stubborn", error.step());
        assertEquals(1, error.attempt());
        assertEquals(TimeoutException.class.getName(), error.type());
        assertEquals("The process has used up its running time of 1 s during this step", error.message());

        gate.open();
        gate.awaitDepartures(1);
        assertEquals(List.of("unwanted"), Await.until("the step's end", LIMIT, () -> Executions.of(gate.key()), list -> !list.isEmpty()));
        assertEquals(info, processes.getProcessInfo(info.pid()), "the late end of the step changes nothing");
        assertEquals(List.of(), processes.getLog(info.pid(), null, 10).items(), "and adds nothing to the log");
    }

    private static void assertTookFrom1To2Seconds(ProcessInfo info) {
        long millis = Duration.between(info.times().started().orElseThrow(), info.times().finished().orElseThrow()).toMillis();
        assertTrue(millis >= 995 && millis < 2_000, "it took " + millis + " ms");
    }

    @Test
    void decentStepIsInterruptedAtTheTimeout() {
        ProcessInfo info = execute(ManagedProcess.named("decent").timeout(SECOND).step("waits", StepSpec.of(Waits.class, gate.key())));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertTookFrom1To2Seconds(info);
        gate.awaitDepartures(1);
        assertFalse(gate.isOpen());
    }

    @Test
    void abandonedStepsTakeNoPlaceFromOtherProcesses() {
        ManagedProcess stubborn = ManagedProcess.named("stubborn").timeout(SECOND).step("a", StepSpec.of(Stubborn.class, gate.key())).build();
        List<String> pids = processes.startAll(IntStream.range(0, 20).mapToObj(i -> stubborn).toList());

        pids.forEach(pid -> assertEquals(ProcessState.TIMED_OUT, awaitEnd(pid).state()));
        gate.awaitArrivals(20);
        assertEquals(ProcessState.FINISHED, execute(ManagedProcess.named("other").step("a", StepSpec.ofType("merge", Map.of()))).state());
        assertFalse(gate.isOpen());
        assertEquals(0, runners.list().get(0).load().running());
    }

    @Test
    void stepPastItsOwnTimeoutIsRetriedWhileThereAreAttempts() {
        ProcessInfo info = execute(ManagedProcess.named("step timeout")
                .step("slow", StepSpec.of(WaitsBeforeAttempt.class, gate.key(), 3).withTimeout(Duration.ofMillis(100)).withRetry(Retry.times(2).withJitter(0))));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.of(Json.createValue(3)), info.output().value());
        assertEquals(3, info.progress().steps().get(0).attempt().number());
        gate.awaitDepartures(2);
        assertEquals("Attempt 1 failed and is retried in 50 ms: java.util.concurrent.TimeoutException: The step did not end within its timeout of 100 ms",
                processes.getLog(info.pid(), null, 10).items().get(0).text());
    }

    @Test
    void processTimesOutWhenAStepHasUsedUpItsAttempts() {
        ProcessInfo info = execute(ManagedProcess.named("step timeout")
                .step("slow", StepSpec.of(Waits.class, gate.key()).withTimeout(Duration.ofMillis(100)).withMaxRetries(1)));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertEquals(2, info.error().orElseThrow().attempt());
        assertEquals("The step did not end within its timeout of 100 ms", info.error().orElseThrow().message());
    }

    @Test
    void timeoutOfTheProcessIsNotRetried() {
        ProcessInfo info = execute(ManagedProcess.named("no retry").timeout(SECOND)
                .step("slow", StepSpec.of(Waits.class, gate.key()).withTimeout(Duration.ofSeconds(30)).withMaxRetries(5)));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertEquals(1, info.error().orElseThrow().attempt());
        assertTookFrom1To2Seconds(info);
    }

    @Test
    void timeoutIsThatOfAllStepsTogether() {
        ProcessInfo info = execute(ManagedProcess.named("sum").timeout(SECOND).step("a", StepSpec.ofType("delay", 0.4)).step("b", StepSpec.ofType("delay", 0.4))
                .step("c", StepSpec.ofType("delay", 0.4)));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        assertEquals(List.of(StepState.COMPLETED, StepState.COMPLETED, StepState.TIMED_OUT), info.progress().steps().stream().map(StepInfo::state).toList());
    }

    @Test
    void timeInTheQueueBetweenAttemptsIsNotRunningTime() {
        // 5 attempts of 100 ms, and 50 + 100 + 200 + 400 ms of waiting between them
        ProcessInfo info = execute(ManagedProcess.named("patient").timeout(SECOND)
                .step("slow", StepSpec.of(WaitsBeforeAttempt.class, gate.key(), 5).withTimeout(Duration.ofMillis(100)).withMaxRetries(4)));

        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        assertTrue(Duration.between(info.times().started().orElseThrow(), info.times().finished().orElseThrow()).toMillis() > 1_000);
    }
}
