package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.UnstorableJsonException;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.Cyclic;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.FailingSteps.FailsToBeInitialized;
import io.processmanager.teststeps.FailingSteps.FailsToBeMade;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.FailingSteps.Large;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.FailingSteps.Unspeakable;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.HostileThrowables;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.teststeps.TypedSteps.Charge;
import io.processmanager.teststeps.TypedSteps.Sum;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step that fails in whatever way ends its process, with all that is needed to find out why; or is retried if it may be. */
final class FailureIT extends InSharedDeployment {

    private final String key = UUID.randomUUID().toString();

    private ProcessError failure(StepSpec step) {
        ProcessInfo info = execute(ManagedProcess.named("fails").step("before", StepSpec.of(Append.class, "a")).step("bad", step)
                .step("after", StepSpec.of(Append.class, "b")));
        assertEquals(ProcessState.FAILED, info.state());
        assertEquals(Optional.of("bad"), info.progress().currentStep());
        assertEquals(Optional.empty(), info.output().value());
        assertEquals(List.of(StepState.COMPLETED, StepState.FAILED, StepState.PENDING), info.progress().steps().stream().map(StepInfo::state).toList());
        assertEquals(Optional.empty(), info.progress().steps().get(1).output().value());
        assertTrue(info.times().finished().isPresent());
        ProcessError error = info.error().orElseThrow();
        assertEquals("bad", error.step());
        return error;
    }

    private ProcessError failure(String how) {
        ProcessError error = failure(StepSpec.of(Fails.class, how));
        assertEquals(1, error.attempt());
        return error;
    }

    private static void assertStack(ProcessError error, String... parts) {
        String stack = error.stack().orElse("");
        for (String part : parts) {
            assertTrue(stack.contains(part), () -> "'" + part + "' is missing in " + stack);
        }
    }

    @Test
    void exceptionWithACodeIsKeptWithTypeMessageAndTheWholeStack() {
        ProcessError error = failure("with a code");

        assertEquals(StepException.class.getName(), error.type());
        assertEquals(Optional.of(42), error.code());
        assertEquals("no funds", error.message());
        assertStack(error, "StepException: no funds", "FailingSteps$Fails.execute(FailingSteps.java:", "Caused by: java.lang.IllegalStateException: account closed");
    }

    @Test
    void theStackIsThatOfTheStepAndNotOfWhatExecutesIt() {
        String stack = failure("with a code").stack().orElseThrow();

        assertFalse(stack.contains("jberet") || stack.contains("io.processmanager.runner"), stack);
    }

    @Test
    void errorCodeOfTheDatabaseIsKept() {
        ProcessError error = failure("by the database");
        assertEquals(SQLException.class.getName(), error.type());
        assertEquals(Optional.of(1062), error.code());

        ProcessError wrapped = failure("wrapped");
        assertEquals(IllegalStateException.class.getName(), wrapped.type());
        assertEquals(Optional.of(1064), wrapped.code());
        assertEquals("cannot store", wrapped.message());
        assertStack(wrapped, "Caused by: java.sql.SQLException: duplicate");
    }

    @Test
    void exceptionWithoutAMessageIsCalledByItsName() {
        ProcessError error = failure("without a message");

        assertEquals("UnsupportedOperationException", error.message());
        assertEquals(Optional.empty(), error.code());
    }

    @ParameterizedTest
    @CsvSource({"endless recursion, java.lang.StackOverflowError", "missing class, java.lang.NoClassDefFoundError",
            "no memory, java.lang.OutOfMemoryError", "interrupted, java.lang.InterruptedException"})
    void errorOfTheVirtualMachineEndsTheProcessLikeAnyException(String how, String type) {
        ProcessError error = failure(how);

        assertEquals(type, error.type());
        assertStack(error, type, "FailingSteps$Fails");
    }

    @Test
    void exceptionThatCannotEvenTellItsMessageEndsTheProcess() {
        ProcessError error = failure("unspeakable");

        assertEquals(Unspeakable.class.getName(), error.type());
        assertEquals("Unspeakable", error.message());
        assertStack(error, "FailingSteps$Fails.execute(FailingSteps.java:");
    }

    @Test
    void exceptionThatIsItsOwnCauseEndsTheProcess() {
        assertEquals("first", failure("in circles").message());
    }

    @Test
    void throwableOfAnyKindEndsTheProcessAndThoseAfterItRunAsBefore() {
        for (String how : HostileThrowables.all()) {
            ProcessError error = failure(StepSpec.of(HostileThrowables.Throws.class, how));

            assertEquals(HostileThrowables.make(how).getClass().getName(), error.type(), how);
            assertEquals(1, error.attempt(), how);
            assertEquals(Optional.of("finished"), Optional.of(execute(ManagedProcess.named("after").step("a", StepSpec.of(Append.class, "a"))).state().jsonName()), how);
        }
    }

    @Test
    void throwableOfAnyKindIsRetriedAsOftenAsItMayBe() {
        for (String how : List.of("methods that throw", "no exception", "death of the thread", "not storable")) {
            ProcessInfo info = execute(ManagedProcess.named("retried").step("bad", StepSpec.of(HostileThrowables.Throws.class, how).withMaxRetries(2)));

            assertEquals(ProcessState.FAILED, info.state(), how);
            assertEquals(3, info.error().orElseThrow().attempt(), how);
        }
    }

    @Test
    void throwableOfAnyKindMayComeFromTheConstructor() {
        for (String how : HostileThrowables.all()) {
            assertEquals(HostileThrowables.make(how).getClass().getName(), failure(StepSpec.of(HostileThrowables.ThrowsFromConstructor.class, how)).type(), how);
        }
    }

    @Test
    void exceptionThatNeverSaysWhatItIsEndsTheProcessLongBeforeItsTimeIsUp() {
        Gate gate = Gate.closed();

        ProcessError error = failure(StepSpec.of(HostileThrowables.ThrowsBlocking.class, gate.key()));

        assertTrue(error.type().endsWith("Blocking"), error.type());
        assertTrue(error.message().contains("did not return within 5 s"), error.message());
    }

    @Test
    void exceptionThatNeverSaysWhatItIsDoesNotOutliveTheTimeOfItsStep() {
        Gate gate = Gate.closed();

        ProcessInfo info = execute(ManagedProcess.named("blocking").step("bad", StepSpec.of(HostileThrowables.ThrowsBlocking.class, gate.key()).withTimeout(Duration.ofMillis(200))));

        assertEquals(ProcessState.TIMED_OUT, info.state());
    }

    @Test
    void exceptionOfAnInterruptedThreadIsKeptAsItIs() {
        assertEquals("with the flag set", failure(StepSpec.of(HostileThrowables.ThrowsInterrupted.class)).message());
    }

    @Test
    void charactersThatNoDatabaseTakesAreReplacedInWhatIsKeptOfAFailureAndInTheLog() {
        ProcessInfo info = execute(ManagedProcess.named("not storable").step("bad", StepSpec.of(HostileThrowables.Throws.class, "not storable").withRetry(Retry.times(1).withJitter(0))));

        assertEquals("half \uFFFD, nothing  , whole \ud83d\ude00", info.error().orElseThrow().message());
        assertEquals(List.of("Attempt 1 failed and is retried in 50 ms: java.lang.IllegalStateException: half \uFFFD, nothing  , whole \ud83d\ude00"),
                processes.getLog(info.pid(), null, 100).items().stream().map(LogLine::text).toList());
    }

    @Test
    void exceptionOfTheConstructorIsTheFailureOfTheStep() {
        ProcessError error = failure(StepSpec.of(FailsToBeMade.class, "exception"));

        assertEquals(StepException.class.getName(), error.type());
        assertEquals(Optional.of(7), error.code());
        assertStack(error, "FailingSteps$FailsToBeMade.<init>");
    }

    @Test
    void errorOfTheConstructorIsTheFailureOfTheStep() {
        ProcessError error = failure(StepSpec.of(FailsToBeMade.class, "error"));

        assertEquals(NoClassDefFoundError.class.getName(), error.type());
        assertEquals("com/acme/Gone", error.message());
    }

    @Test
    void classThatCannotBeInitializedIsTheFailureOfTheStep() {
        ProcessError error = failure(StepSpec.of(FailsToBeInitialized.class));

        assertEquals(ExceptionInInitializerError.class.getName(), error.type());
        assertStack(error, "Caused by: java.lang.NumberFormatException");
    }

    @Test
    void outputThatJsonBCannotWriteIsTheFailureOfTheStep() {
        ProcessError error = failure(StepSpec.of(Cyclic.class));

        assertEquals(UnstorableJsonException.class.getName(), error.type());
        assertTrue(error.message().contains("The value at /self/self/self") && error.message().contains("contains itself, or is nested too deeply"), error.message());
    }

    @Test
    void outputThatIsTooLargeIsTheFailureOfTheStepAndNothingOfItIsStored() {
        ProcessError error = failure(StepSpec.of(Large.class, 524_288));

        assertTrue(error.type().endsWith("OutputTooLargeException"), error.type());
        assertEquals("The step returned 1048578 bytes of JSON, more than the 1048576 that process-manager.step.max-output allows;"
                + " let it return less, or a reference to where the rest is stored", error.message());
    }

    @Test
    void outputThatIsJustSmallEnoughIsStored() {
        ProcessInfo info = execute(ManagedProcess.named("large").step("a", StepSpec.of(Large.class, 524_287)));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(524_287 + 2, info.output().value().orElseThrow().toString().length());
    }

    @Test
    void inputThatDoesNotFitTheTypeOfTheStepIsTheFailureOfTheStep() {
        for (String output : List.of("'text'", "[1,2]", "{'id':'x','total':'no number'}", "{'id':'x','total':1,'due':'someday'}")) {
            ProcessInfo info = execute(ManagedProcess.named("misfit").step("a", StepSpec.of(Constant.class, json(output).value())).step("bad", StepSpec.of(Charge.class)));

            assertEquals(ProcessState.FAILED, info.state(), output);
            assertEquals("bad", info.error().orElseThrow().step());
            assertTrue(info.error().orElseThrow().stack().isPresent());
        }
    }

    @Test
    void inputThatWouldBeChangedIsTheFailureOfTheStepAndNamesThePlace() {
        JsonValue items = json("[{'name':'a','amount':1},{'name':'b','amount':1.9}]").value();
        ProcessInfo info = execute(ManagedProcess.named("changed").step("a", StepSpec.of(Constant.class, items)).step("sum", StepSpec.of(Sum.class)));

        ProcessError error = info.error().orElseThrow();
        assertEquals("sum", error.step());
        assertTrue(error.message().contains("/1/amount: expected a whole number from -2147483648 to 2147483647 for the component 'amount' of Item, an int, got 1.9"), error.message());
    }

    @Test
    void failedStepIsRetriedUntilItSucceeds() {
        ProcessInfo info = execute(ManagedProcess.named("retried").step("before", StepSpec.of(Append.class, "a"))
                .step("flaky", StepSpec.of(SucceedsAtAttempt.class, key, 3).withRetry(Retry.times(5).withJitter(0))));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(Optional.of(Json.createValue(3)), info.output().value());
        assertEquals(List.of("flaky/1", "flaky/2", "flaky/3"), Executions.of(key));
        assertEquals(3, info.progress().steps().get(1).attempt().number());
        assertEquals(1, info.progress().steps().get(0).attempt().number(), "the step before does not run again");
        assertEquals(Optional.empty(), info.error());
        assertEquals(List.of("Attempt 1 failed and is retried in 50 ms: java.lang.IllegalStateException: attempt 1 is too early",
                "Attempt 2 failed and is retried in 100 ms: java.lang.IllegalStateException: attempt 2 is too early"),
                processes.getLog(info.pid(), null, 100).items().stream().map(LogLine::text).toList());
    }

    @Test
    void processFailsWhenNoAttemptIsLeft() {
        ProcessInfo info = execute(ManagedProcess.named("hopeless").step("bad", StepSpec.of(SucceedsAtAttempt.class, key, 4).withMaxRetries(2)));

        assertEquals(ProcessState.FAILED, info.state());
        assertEquals(List.of("bad/1", "bad/2", "bad/3"), Executions.of(key));
        assertEquals(3, info.error().orElseThrow().attempt());
        assertEquals("attempt 3 is too early", info.error().orElseThrow().message());
        assertEquals(3, info.progress().steps().get(0).attempt().number());
    }

    @Test
    void eachStepHasItsOwnAttempts() {
        ProcessInfo info = execute(ManagedProcess.named("both flaky").step("a", StepSpec.of(SucceedsAtAttempt.class, key, 2).withMaxRetries(1))
                .step("b", StepSpec.of(SucceedsAtAttempt.class, key, 2).withMaxRetries(1)));

        assertEquals(ProcessState.FINISHED, info.state());
        assertEquals(List.of("a/1", "a/2", "b/1", "b/2"), Executions.of(key));
    }

    @Test
    void lengthOfTheMessageDoesNotKeepAStepFromBeingRetried() {
        ProcessInfo info = execute(ManagedProcess.named("at length").step("bad", StepSpec.of(Fails.class, "at length").withMaxRetries(1)));

        assertEquals(2, info.error().orElseThrow().attempt());
        assertEquals("x".repeat(5_000), info.error().orElseThrow().message());
    }

    @Test
    void processWaitsBetweenAttemptsAndHoldsNothing() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("backoff").step("a", StepSpec.of(FailsUntilOpen.class, gate.key()).withMaxRetries(1_000)).build());

        Await.until("the first attempt", LIMIT, () -> !Executions.of(gate.key()).isEmpty());
        ProcessInfo waiting = await(pid, ProcessState.WAITING);
        assertEquals(StepState.PENDING, waiting.progress().steps().get(0).state());
        gate.open();

        ProcessInfo info = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, info.state());
        assertTrue(info.progress().steps().get(0).attempt().number() > 1);
        assertTrue(Duration.between(info.times().created(), info.times().finished().orElseThrow()).toMillis() >= 50);
    }
}
