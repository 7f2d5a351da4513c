package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.LeavingSteps.Leaves;
import io.processmanager.teststeps.LeavingSteps.LeavesAndStarts;
import io.processmanager.teststeps.LeavingSteps.Looks;
import io.processmanager.teststeps.LeavingSteps.LooksAtRetry;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a step leaves on its thread reaches another one. */
final class LeftOnThreadsIT extends InSharedDeployment {

    private static final JsonValue CLEAN = json("""
            {'class loader': 'true', 'diagnostic context': '[pid, step]', 'diagnostic depth': 0, 'handler': true, 'inheritable': 'null', 'interrupted': false,
             'name': true, 'plain': 'null', 'priority': 5, 'unremovable': 'null', 'with initial': '[]'}""").value();
    private static final JsonValue CLEAN_WITHOUT_PROCESS = json(CLEAN.toString().replace("[pid, step]", "[step]")).value();

    @Inject
    StepExecutor steps;

    private static ManagedProcess.Builder leaving(String how) {
        return ManagedProcess.named("leaves").step("leaves", StepSpec.of(Leaves.class, how).withMaxRetries(how.equals("fails first") ? 1 : 0));
    }

    private static ManagedProcess.Builder looking() {
        return ManagedProcess.named("looks").step("looks", StepSpec.of(Looks.class));
    }

    private JsonValue found(ProcessInfo looked) {
        return looked.output().value().orElseThrow(() -> new AssertionError(looked.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"returns", "fails", "fails first", "in the constructor", "fails in the constructor"})
    void laterProcessesAndLaterStepsFindTheirThreadsClean(String how) {
        execute(leaving(how).step("looks", StepSpec.of(Looks.class)).step("again", StepSpec.of(Looks.class))).progress().steps().stream().skip(1)
                .forEach(step -> assertTrue(step.output().value().isEmpty() || step.output().value().get().equals(CLEAN), step::toString));

        for (int later = 0; later < 6; later++) {
            assertEquals(CLEAN, found(execute(looking())));
        }
    }

    @Test
    void manyAtATimeFindTheirThreadsClean() {
        List<String> pids = processes.startAll(IntStream.range(0, 60).mapToObj(number -> number % 2 == 0 ? leaving("returns").build() : looking().build()).toList());

        for (int i = 0; i < pids.size(); i++) {
            JsonValue output = found(awaitEnd(pids.get(i)));
            assertTrue(i % 2 == 0 || output.equals(CLEAN), output::toString);
        }
    }

    @Test
    void nextAttemptFindsItsThreadClean() {
        assertEquals(CLEAN, found(execute(ManagedProcess.named("retried").step("retried", StepSpec.of(LooksAtRetry.class).withMaxRetries(1)))));
    }

    /** Whichever thread creates theirs. */
    @Test
    void processesThatAStepStartsFindTheirThreadsClean() {
        ProcessInfo starting = execute(ManagedProcess.named("starts").step("starts", StepSpec.of(LeavesAndStarts.class, 20)));

        JsonArray pids = starting.output().value().orElseThrow(() -> new AssertionError(starting.toString())).asJsonArray();
        assertEquals(20, pids.size());
        for (JsonString pid : pids.getValuesAs(JsonString.class)) {
            assertEquals(CLEAN, found(awaitEnd(pid.getString())));
        }
    }

    /** Its thread is used again when it has ended at last. */
    @Test
    void threadOfAnAbandonedStepIsCleanWhenTheStepHasEnded() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("abandoned").timeout(Duration.ofSeconds(1))
                .step("looks", StepSpec.of(Looks.class)).step("leaves", StepSpec.of(Leaves.class, "after gate " + gate.key())).build());
        assertEquals(ProcessState.TIMED_OUT, awaitEnd(pid).state());
        gate.open();
        gate.awaitDepartures(1);
        String abandoned = Executions.of("thread of " + pid).get(0);

        String later = Await.until("the thread to be used again", LIMIT, () -> execute(looking()).pid(), next -> Executions.of("thread of " + next).contains(abandoned));
        assertEquals(CLEAN, found(processes.getProcessInfo(later)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"returns", "fails", "in the constructor"})
    void laterSynchronousExecutionsFindTheirThreadsClean(String how) {
        if (how.equals("fails")) {
            assertThrows(ExecutionFailedException.class, () -> steps.execute(leaving(how).build()));
        } else {
            assertEquals(CLEAN_WITHOUT_PROCESS, steps.execute(leaving(how).step("looks", StepSpec.of(Looks.class)).build()));
        }
        for (int later = 0; later < 6; later++) {
            assertEquals(CLEAN_WITHOUT_PROCESS, steps.execute(looking().build()));
        }
    }
}
