package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.TaskSteps.HasFailingTask;
import io.processmanager.teststeps.TaskSteps.KeepsExecutor;
import io.processmanager.teststeps.TaskSteps.LeavesTasks;
import io.processmanager.teststeps.TaskSteps.LooksAtTaskThread;
import io.processmanager.teststeps.TaskSteps.PrintsInTasks;
import io.processmanager.teststeps.TaskSteps.WaitsForEachTask;
import io.processmanager.teststeps.TaskSteps.WaitsForTask;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Stream;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks of a step on the executor that its context gives it. */
final class StepTasksIT extends InSharedDeployment {

    @Inject
    StepExecutor steps;

    private final Gate gate = Gate.closed();

    private List<LogLine> log(String pid) {
        return processes.getLog(pid, null, 1_000).items();
    }

    private Set<String> texts(String pid, Stream stream) {
        return log(pid).stream().filter(line -> line.stream() == stream).map(LogLine::text).collect(Collectors.toSet());
    }

    @Test
    void whatTasksAndTheirThreadsPrintAndLogBelongsToTheRun() {
        ProcessInfo info = execute(ManagedProcess.named("tasks").step("a", StepSpec.of(PrintsInTasks.class, 20)));

        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        assertEquals("the same", ((JsonString) info.output().value().orElseThrow()).getString());
        assertEquals(IntStream.range(0, 20).boxed().flatMap(task -> List.of("task " + task + " prints", "thread of task " + task).stream()).collect(Collectors.toSet()),
                texts(info.pid(), Stream.OUT));
        assertEquals(IntStream.range(0, 20).mapToObj(task -> "task " + task + " errs").collect(Collectors.toSet()), texts(info.pid(), Stream.ERR));
        assertEquals(IntStream.range(0, 20).boxed().flatMap(task -> List.of("task " + task + " logs", "INFO com.acme.Task: task " + task + " by a logger").stream())
                .collect(Collectors.toSet()), texts(info.pid(), Stream.LOG));
    }

    @Test
    void taskHasTheClassLoaderTheNamesAndTheDiagnosticContextOfItsStep() {
        JsonArray looked = execute(ManagedProcess.named("looks").step("a", StepSpec.of(LooksAtTaskThread.class))).output().value().orElseThrow().asJsonArray();

        assertEquals(looked.getString(0).replace("here: ", "task: "), looked.getString(1));
        assertTrue(looked.getString(0).startsWith("here: true ") && looked.getString(0).endsWith(" a"), looked.toString());
        assertTrue(looked.getString(2).startsWith("step a of process "), looked.toString());
    }

    @Test
    void nothingIsSaidOfTasksThatHaveEnded() {
        List<String> pids = processes.startAll(IntStream.range(0, 100).mapToObj(i -> ManagedProcess.named("waits").step("a", StepSpec.of(WaitsForEachTask.class)).build()).toList());

        pids.forEach(pid -> {
            assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
            assertEquals(List.of(), log(pid));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tasksThatAStepLeavesAreInterruptedAndTheLogSaysSo(boolean failing) {
        ProcessInfo info = execute(ManagedProcess.named("leaves").step("a", StepSpec.of(LeavesTasks.class, gate.key(), 11, 8, failing)));

        assertEquals(failing ? ProcessState.FAILED : ProcessState.FINISHED, info.state());
        gate.awaitDepartures(8);
        assertEquals(8, gate.arrivals(), "those that were waiting never began");
        assertEquals(Set.of("Process Manager: the attempt has ended before the tasks of its executor. Interrupted: 8; waiting, and never begun: 3. Let the step wait for its tasks"), texts(info.pid(), Stream.LOG));
    }

    @Test
    void tasksAreInterruptedWhenTheTimeOfTheirStepIsUp() {
        ProcessInfo info = execute(ManagedProcess.named("waits").step("a", StepSpec.of(WaitsForTask.class, gate.key()).withTimeout(Duration.ofSeconds(1))));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        gate.awaitDepartures(1);
        assertTrue(texts(info.pid(), Stream.LOG).stream().anyMatch(text -> text.contains("Interrupted: 1; waiting, and never begun: 0.")), () -> log(info.pid()).toString());
    }

    @Test
    void tasksAreInterruptedWhenTheProcessIsCancelled() {
        String pid = processes.start(ManagedProcess.named("waits").step("a", StepSpec.of(WaitsForTask.class, gate.key())).build());
        gate.awaitArrivals(1);
        processes.cancel(pid, "enough");

        gate.awaitDepartures(1);
        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
    }

    @Test
    void executorRefusesTasksAfterTheAttempt() {
        ProcessInfo info = execute(ManagedProcess.named("keeps").step("a", StepSpec.of(KeepsExecutor.class)));

        RejectedExecutionException refused = assertThrows(RejectedExecutionException.class, () -> KeepsExecutor.kept.submit(() -> "late"));
        assertEquals("Process " + info.pid() + ", step a, attempt 1: the executor of the attempt has ended, so this task was not begun. Submit tasks, and wait for them, before the"
                + " step returns", refused.getMessage());
    }

    @Test
    void failureOfATaskThatNobodyLooksAtIsInTheLog() {
        ProcessInfo info = execute(ManagedProcess.named("fails").step("a", StepSpec.of(HasFailingTask.class)));

        assertEquals(ProcessState.FINISHED, info.state());
        assertTrue(texts(info.pid(), Stream.LOG).contains("A task of the step has failed: java.lang.IllegalStateException: thrown by a task"), () -> log(info.pid()).toString());
    }

    @Test
    void stepsWithoutAProcessHaveTheExecutorToo() {
        assertEquals("the same", ((JsonString) steps.execute(ManagedProcess.named("tasks").step("a", StepSpec.of(PrintsInTasks.class, 3)).build())).getString());
    }
}
