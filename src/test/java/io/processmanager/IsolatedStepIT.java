package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.isolation.Resources;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.IsolatedSteps.Ends;
import io.processmanager.teststeps.IsolatedSteps.Keeps;
import io.processmanager.teststeps.IsolatedSteps.NoOp;
import io.processmanager.teststeps.IsolatedSteps.Sums;
import io.processmanager.teststeps.IsolatedSteps.Tells;
import io.processmanager.teststeps.LedgerSteps.Enters;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Steps that are executed in a Java virtual machine of their own. */
final class IsolatedStepIT extends InSharedDeployment {

    private static final int MANY = 30;
    private static final Resources ISOLATED = Resources.DEFAULT.isolated();

    @Inject
    StepExecutor stepExecutor;

    private static ManagedProcess.Builder process(StepSpec step) {
        return ManagedProcess.named("isolated").step("only", step.withResources(step.resources().isIsolated() ? step.resources() : ISOLATED));
    }

    private static ManagedProcess.Builder tells(StepSpec step) {
        return process(step).data(json("{'id': 'o1', 'total': 12.50}").object()).arguments(json("{'a': 1}").object());
    }

    private static JsonObject output(ProcessInfo process) {
        return process.output().value().orElseThrow().asJsonObject();
    }

    private static ProcessError error(ProcessInfo process) {
        return process.error().orElseThrow();
    }

    private List<String> log(String pid, LogLine.Stream stream) {
        return processes.getLog(pid, null, 1_000).items().stream().filter(line -> line.stream() == stream).map(LogLine::text).toList();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void stepIsExecutedInAProcessOfItsOwn() {
        ProcessInfo ended = execute(tells(StepSpec.of(Tells.class, "Hello")));

        JsonObject told = output(ended);
        assertEquals("Hello o1", told.getString("greeting"));
        assertEquals("12.50", told.get("total").toString());
        assertNotEquals(ProcessHandle.current().pid(), told.getJsonNumber("process").longValue());
        assertEquals(ended.pid(), told.getString("pid"));
        assertEquals("{\"a\":1}", told.getString("arguments"));
        assertEquals(Set.of("PROCESS_MANAGER_CHILD"), new TreeSet<>(told.getJsonArray("environment").getValuesAs(JsonString::getString)));
        assertTrue(told.getJsonNumber("heap").longValue() <= 256L << 20, told::toString);
        assertEquals(List.of("printed ü of o1"), log(ended.pid(), LogLine.Stream.OUT));
        assertEquals(List.of("without a line end"), log(ended.pid(), LogLine.Stream.ERR));
        assertEquals(List.of("logged ü"), log(ended.pid(), LogLine.Stream.LOG));
        assertEquals(1, processes.getRuns(ended.pid(), null, 10).items().size());
    }

    @Test
    void virtualMachineIsKeptForTheNextStepWithTheSameMemory() {
        StepSpec step = StepSpec.of(Tells.class, "Hello").withResources(ISOLATED.withMemory(64));
        JsonObject first = output(execute(tells(step)));

        JsonObject second = output(execute(tells(step)));

        assertEquals(first.get("process"), second.get("process"));
        assertEquals(first.getInt("executions") + 1, second.getInt("executions"));
        assertTrue(second.getJsonNumber("heap").longValue() <= 64L << 20, second::toString);
        assertNotEquals(first.get("process"), output(execute(tells(step.withResources(ISOLATED.withMemory(65))))).get("process"));
    }

    @Test
    void endOfTheVirtualMachineIsAFailureLikeOthers() {
        assertEndIsAFailure("exit", "with exit code 7; its last output: last words");
        assertEndIsAFailure("heap", "with exit code 3; its last output: last words");
        assertEndIsAFailure("crash", "with exit code 134 (as after signal 6)");
        assertEndIsAFailure("kill", "with exit code 137 (as after signal 9); its last output: last words");
    }

    private void assertEndIsAFailure(String how, String message) {
        ProcessInfo failed = execute(process(StepSpec.of(Ends.class, how)));

        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(error(failed).message().contains("The Java virtual machine of the step has ended in the middle of it, " + message), failed::toString);
        assertTrue(log(failed.pid(), LogLine.Stream.OUT).contains("last words"), () -> log(failed.pid(), LogLine.Stream.OUT).toString());

        ProcessInfo retried = execute(process(StepSpec.of(Ends.class, how).withMaxRetries(1)));
        assertEquals(how + " was survived", ((JsonString) retried.output().value().orElseThrow()).getString());
    }

    @Test
    void endlessRecursionFailsTheStepOnly() {
        ProcessInfo failed = execute(process(StepSpec.of(Ends.class, "stack")));

        assertEquals(StackOverflowError.class.getName(), error(failed).type());
    }

    @Test
    void failureIsRecordedAsThatOfAnyStep() {
        ProcessError error = error(execute(process(StepSpec.of(Ends.class, "always code"))));

        assertEquals(StepException.class.getName(), error.type());
        assertEquals(42, error.code().orElseThrow());
        assertEquals("no funds", error.message());
        assertTrue(error.stack().orElseThrow().contains("Caused by: java.lang.IllegalStateException: account closed"), error::toString);
        assertTrue(error.stack().orElseThrow().contains(Ends.class.getName() + ".execute"), error::toString);
        assertEquals(1, error(execute(process(StepSpec.of(Ends.class, "always final").withMaxRetries(3)))).attempt());
    }

    @Test
    void timeOutEndsItWithAllThatItHasStarted() {
        for (String how : List.of("loop", "sleep", "deaf")) {
            assertEquals(ProcessState.TIMED_OUT, execute(process(StepSpec.of(Ends.class, how).withTimeout(Duration.ofSeconds(3)))).state(), how);
        }
        awaitNoProgram();
    }

    @Test
    void cancellationEndsIt() {
        String pid = processes.start(process(StepSpec.of(Ends.class, "deaf")).build());
        Await.until("the step to begin", LIMIT, () -> processes.getProcessInfo(pid), info -> info.progress().steps().get(0).attempt().message().isPresent());

        processes.cancel(pid, "enough");

        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
        awaitNoProgram();
    }

    /** The one that a step has started. */
    private void awaitNoProgram() {
        Await.until("programs that steps have started to end", LIMIT, () -> ProcessHandle.current().descendants().filter(child -> child.info().arguments()
                .filter(arguments -> List.of(arguments).contains("300")).isPresent()).count(), sleeping -> sleeping == 0);
    }

    @Test
    void whatItKeepsIsThereForItsNextAttempt() {
        assertEquals(json("{'done': 7}").value(), output(execute(process(StepSpec.of(Keeps.class).withMaxRetries(1)))));
    }

    @Test
    void itHasThreadsOfItsOwn() {
        assertEquals("338350", execute(process(StepSpec.of(Sums.class).withResources(ISOLATED.withThreads(2)))).output().value().orElseThrow().toString());
        ProcessInfo failed = execute(process(StepSpec.of(Sums.class).withResources(ISOLATED.withThreads(1))));
        assertTrue(error(failed).message().contains("threads is 2"), failed::toString);
    }

    @Test
    void inputThatDoesNotFitIsRefused() {
        ProcessInfo failed = execute(process(StepSpec.of(Tells.class, "Hello")).data(json("{'id': 7}").object()));

        assertTrue(error(failed).message().contains("id"), failed::toString);
    }

    @Test
    void directoryIsRemovedWithTheVirtualMachine() {
        StepSpec step = StepSpec.of(Tells.class, "Hello").withResources(ISOLATED.withMemory(48));
        JsonObject told = output(execute(tells(step)));
        Path directory = Path.of(told.getString("directory"));
        assertTrue(Files.exists(directory.resolve("left-behind")));

        execute(process(StepSpec.of(Ends.class, "exit").withResources(ISOLATED.withMemory(48))));

        Await.until("the directory to be removed", LIMIT, () -> Files.exists(directory), exists -> !exists);
        Await.until("the virtual machine to end", LIMIT, () -> isAlive(told.getJsonNumber("process").longValue()), alive -> !alive);
    }

    @Test
    void itNeedsNoProcess() {
        assertEquals("{}", stepExecutor.execute(process(StepSpec.of(NoOp.class)).build()).toString());
    }

    @Test
    void nextOnesTakeMilliseconds() {
        execute(process(StepSpec.of(NoOp.class)));
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            long before = System.nanoTime();
            stepExecutor.execute(process(StepSpec.of(NoOp.class)).build());
            millis.add((System.nanoTime() - before) / 1_000_000);
        }
        long median = millis.stream().sorted().toList().get(MANY / 2);
        System.out.println("[isolated] no-op steps, milliseconds: " + millis);

        assertTrue(median < 200, millis::toString);
    }

    @Test
    void whatCannotBeIsolatedIsRefusedAtTheStart() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.start(ManagedProcess.named("isolated")
                .step("transactional", StepSpec.of(Enters.class, "x", "well").withResources(ISOLATED))
                .step("beans", StepSpec.ofType("http-request", json("{'url': 'http://localhost/'}").object()).withResources(ISOLATED))
                .step("services", StepSpec.of(NoOp.class).withServices("some").withResources(ISOLATED))
                .step("memory", StepSpec.of(NoOp.class).withResources(ISOLATED.withMemory(1)))
                .step("unisolated", StepSpec.of(NoOp.class).withResources(Resources.DEFAULT.withMemory(100)))
                .step("threads", StepSpec.of(NoOp.class).withResources(Resources.DEFAULT.withThreads(99))).build()));

        List<String> fields = refused.violations().stream().map(Violation::field).sorted().toList();
        assertTrue(fields.containsAll(List.of("steps.transactional.isolation", "steps.beans.args", "steps.memory.memory", "steps.unisolated.memory", "steps.threads.threads")), refused::toString);
        assertFalse(refused.violations().stream().noneMatch(violation -> violation.field().startsWith("steps.services")), refused::toString);
    }
}
