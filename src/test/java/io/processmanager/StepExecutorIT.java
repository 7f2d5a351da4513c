package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.teststeps.PlainSteps.Describe;
import io.processmanager.teststeps.TalkingSteps.Talks;
import io.processmanager.teststeps.WaitingSteps.Stubborn;
import io.processmanager.view.ProcessError;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The same steps, executed while the caller waits, without a process. */
final class StepExecutorIT extends InSharedDeployment {

    private final String key = UUID.randomUUID().toString();

    @Inject
    StepExecutor steps;

    private ProcessError failure(ManagedProcess.Builder process) {
        return assertThrows(ExecutionFailedException.class, () -> steps.execute(process.build())).error();
    }

    @Test
    void stepsRunInOrderAndNothingIsStored() {
        long before = Tables.number("select count(*) from process");

        assertEquals(json("{'text':'abc'}").value(), steps.execute(ManagedProcess.named("now").data(Map.of("text", "a"))
                .step("b", StepSpec.of(Append.class, "b")).step("talks", StepSpec.of(Talks.class)).step("c", StepSpec.of(Append.class, "c")).build()));

        assertEquals(before, Tables.number("select count(*) from process"));
    }

    @Test
    void stepKnowsThatThereIsNoProcess() {
        JsonObject seen = steps.execute(ManagedProcess.named("now").arguments(Map.of("dry", true)).step("look", StepSpec.of(Describe.class)).build()).asJsonObject();

        assertEquals("none", seen.getString("pid"));
        assertEquals("look", seen.getString("step"));
        assertEquals(1, seen.getInt("attempt"));
        assertEquals(json("{'dry':true}").value(), seen.get("arguments"));
    }

    @Test
    void interruptingStepIsRefusedBeforeAnythingRuns() {
        List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> steps.execute(ManagedProcess.named("now")
                .step("count", StepSpec.of(Counted.class, key)).step("ask", StepSpec.of(Asks.class)).step("approve", StepSpec.ofType("approval", "really?")).build())).violations();

        assertEquals(List.of("steps.ask", "steps.approve"), violations.stream().map(Violation::field).toList());
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void failureNamesTheStepAndStopsTheOthers() {
        ProcessError error = failure(ManagedProcess.named("now").step("before", StepSpec.of(Counted.class, key)).step("bad", StepSpec.of(Fails.class, "with a code"))
                .step("after", StepSpec.of(Counted.class, key)));

        assertEquals("bad", error.step());
        assertEquals(1, error.attempt());
        assertEquals(StepException.class.getName(), error.type());
        assertEquals(Optional.of(42), error.code());
        assertEquals("no funds", error.message());
        assertTrue(error.stack().orElseThrow().contains("FailingSteps$Fails.execute"));
        assertEquals(List.of("before/1"), Executions.of(key));
    }

    @Test
    void errorOfTheVirtualMachineIsAFailureLikeAnyOther() {
        assertEquals(StackOverflowError.class.getName(), failure(ManagedProcess.named("now").step("bad", StepSpec.of(Fails.class, "endless recursion"))).type());
        assertEquals(NoClassDefFoundError.class.getName(), failure(ManagedProcess.named("now").step("bad", StepSpec.of(Fails.class, "missing class"))).type());
    }

    @Test
    void failedStepIsRetriedAsInAProcess() {
        assertEquals(Json.createValue(3), steps.execute(ManagedProcess.named("now").step("flaky", StepSpec.of(SucceedsAtAttempt.class, key, 3).withMaxRetries(2)).build()));
        assertEquals(List.of("flaky/1", "flaky/2", "flaky/3"), Executions.of(key));
        assertEquals(2, failure(ManagedProcess.named("now").step("flaky", StepSpec.of(SucceedsAtAttempt.class, key, 3).withMaxRetries(1))).attempt());
    }

    @Test
    void timeoutIsKeptEvenIfTheStepIgnoresInterruption() {
        Gate gate = Gate.closed();
        long before = System.nanoTime();
        ProcessError error = failure(ManagedProcess.named("now").timeout(Duration.ofSeconds(1)).step("stubborn", StepSpec.of(Stubborn.class, gate.key())));
        long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();

        assertTrue(millis >= 995 && millis < 2_000, "it took " + millis + " ms");
        assertEquals(TimeoutException.class.getName(), error.type());
        assertEquals("stubborn", error.step());

        ProcessError ofStep = failure(ManagedProcess.named("now").step("stubborn", StepSpec.of(Stubborn.class, gate.key()).withTimeout(Duration.ofMillis(100))));
        assertEquals("The time was up: the step had 100 ms", ofStep.message());
    }

    @Test
    void invalidSpecificationIsRefusedAsForAProcess() {
        List<Violation> violations = assertThrows(InvalidSpecificationException.class,
                () -> steps.execute(ManagedProcess.named("").step("a", StepSpec.ofType("gone")).build())).violations();

        assertEquals(List.of("name", "steps.a.type"), violations.stream().map(Violation::field).toList());
    }
}
