package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.children.ChildFailedException;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.queue.Queuing;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.StartingSteps.Starts;
import io.processmanager.teststeps.StartingSteps.StartsInTransaction;
import io.processmanager.teststeps.StartingSteps.StartsWrongly;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step may start other processes, and its process waits for them. */
final class ChildProcessesIT extends InSharedDeployment {

    private final String key = UUID.randomUUID().toString();
    private final Gate gate = Gate.closed();

    @Inject
    StepExecutor stepExecutor;

    private static ManagedProcess.Builder parent(String argument) {
        return ManagedProcess.named("parent").step("fan-out", StepSpec.ofType("processes", json(argument).object()));
    }

    private static ManagedProcess.Builder starting(String children, ChildWait awaited, ChildFailure onFailure) {
        return ManagedProcess.named("parent").step("fan-out", StepSpec.of(Starts.class, children, awaited.name(), onFailure.name()));
    }

    /** In the order in which they were started. */
    private List<ProcessInfo> children(String pid) {
        return processes.list(ProcessQuery.ALL.withParent(pid)).items().stream().sorted(Comparator.comparing(ProcessInfo::pid)).toList();
    }

    private ProcessInfo child(String pid, String name) {
        return children(pid).stream().filter(child -> child.name().equals(name)).findFirst().orElseThrow();
    }

    private ProcessInfo awaitChild(String pid, String name, ProcessState state) {
        return await(child(pid, name).pid(), state);
    }

    private static List<JsonObject> reported(ProcessInfo parent) {
        return parent.output().value().orElseThrow().asJsonObject().getJsonArray("children").getValuesAs(JsonObject.class);
    }

    @Test
    void outputGetsWhatAllChildrenHaveReturnedInTheirOrder() {
        ProcessInfo ended = execute(parent("""
                {'processes': [{'name': 'one', 'steps': {'a': {'type': 'delay', 'args': [0.1]}}, 'data': {'n': 1}},
                               {'name': 'two', 'steps': {'a': {'type': 'merge', 'args': [{'m': 2}]}}, 'data': {'n': 2}}]}
                """).data(json("{'own': true}").object()));

        assertEquals(ProcessState.FINISHED, ended.state());
        assertEquals(json("{'own': true, 'children': [{'pid': '" + child(ended.pid(), "one").pid() + "', 'name': 'one', 'status': 'finished', 'output': {'n': 1}},"
                + "{'pid': '" + child(ended.pid(), "two").pid() + "', 'name': 'two', 'status': 'finished', 'output': {'n': 2, 'm': 2}}]}").value(), ended.output().value().orElseThrow());
        assertEquals(List.of(Optional.of(ended.pid()), Optional.of(ended.pid())), children(ended.pid()).stream().map(child -> child.turn().parent()).toList());
    }

    @Test
    void nextStepGetsTheChildren() {
        ProcessInfo ended = execute(starting("first " + key, ChildWait.ALL, ChildFailure.FAIL).step("next", StepSpec.ofType("require", "/children/0/output", 1)));

        assertEquals(ProcessState.FINISHED, ended.state(), ended::toString);
        assertEquals(List.of(RunInfo.Status.SUCCESS, RunInfo.Status.SUCCESS), processes.getRuns(ended.pid(), null, 10).items().stream().map(RunInfo::status).toList());
    }

    @Test
    void processWaitsWithoutARunnerUntilTheLastChildHasEnded() {
        String pid = processes.start(starting("waits " + gate.key() + ",first " + key, ChildWait.ALL, ChildFailure.FAIL).timeout(Duration.ofSeconds(1)).build());

        ProcessInfo waiting = await(pid, ProcessState.WAITING);
        assertEquals(Optional.empty(), waiting.turn().due());
        awaitChild(pid, "first", ProcessState.FINISHED);
        // Longer than its timeout: what it waits does not count.
        assertStays(pid, ProcessState.WAITING, Duration.ofMillis(1_500));
        gate.open();

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(List.of("fan-out/1"), Executions.of("waits " + gate.key() + ",first " + key));
    }

    @Test
    void firstEndIsEnoughForAny() {
        String pid = processes.start(starting("waits " + gate.key() + ",first " + key, ChildWait.ANY, ChildFailure.FAIL).build());

        ProcessInfo ended = awaitEnd(pid);

        assertEquals(ProcessState.FINISHED, ended.state());
        assertEquals(List.of("running", "finished"), reported(ended).stream().map(child -> child.getString("status").replace("queued", "running")).toList());
        gate.open();
        awaitChild(pid, "waits", ProcessState.FINISHED);
    }

    @Test
    void nothingIsAwaitedForNone() {
        ProcessInfo ended = execute(starting("waits " + gate.key(), ChildWait.NONE, ChildFailure.FAIL).step("next", StepSpec.ofType("merge", json("{'n': 1}").value())));

        assertEquals(json("{'own': 1, 'children': [{'pid': '" + child(ended.pid(), "waits").pid() + "', 'name': 'waits', 'status': 'queued', 'output': null}], 'n': 1}").value(),
                ended.output().value().orElseThrow());
        gate.open();
        awaitChild(ended.pid(), "waits", ProcessState.FINISHED);
    }

    @Test
    void failureOfAChildFailsTheProcessAndCancelsTheOthers() {
        String pid = processes.start(starting("waits " + gate.key() + ",second " + key, ChildWait.ALL, ChildFailure.FAIL).build());

        ProcessInfo failed = awaitEnd(pid);

        assertEquals(ProcessState.FAILED, failed.state());
        assertEquals(ChildFailedException.class.getName(), failed.error().orElseThrow().type());
        assertEquals("Child process " + child(pid, "second").pid() + " ('second'), number 2 of 2, has failed"
                + ": java.lang.IllegalStateException: attempt 1 is too early. A retry of this process retries the children that have not finished", failed.error().orElseThrow().message());
        ProcessInfo other = awaitChild(pid, "waits", ProcessState.CANCELLED);
        assertEquals("Cancelled: Its parent process " + pid + " has failed", other.error().orElseThrow().message());
    }

    @Test
    void retryOfTheProcessRetriesOnlyTheChildrenThatHaveNotFinished() {
        String done = key + "-done";
        String pid = processes.start(starting("first " + done + ",second " + key + ",waits " + gate.key(), ChildWait.ALL, ChildFailure.FAIL).build());
        awaitEnd(pid);
        awaitChild(pid, "first", ProcessState.FINISHED);
        awaitChild(pid, "waits", ProcessState.CANCELLED);

        processes.retry(pid);
        await(pid, ProcessState.WAITING);
        awaitChild(pid, "second", ProcessState.FINISHED);
        gate.open();

        ProcessInfo ended = awaitEnd(pid);
        assertEquals(ProcessState.FINISHED, ended.state(), ended::toString);
        assertEquals(3, children(pid).size());
        assertEquals(List.of("only/1"), Executions.of(done));
        assertEquals(List.of("only/1", "only/2"), Executions.of(key));
    }

    @Test
    void stepThatIsExecutedAgainStartsOtherChildren() {
        String children = "first " + key;
        String pid = execute(starting(children, ChildWait.ALL, ChildFailure.FAIL)).pid();

        processes.retry(pid, "fan-out");

        ProcessInfo ended = awaitEnd(pid);
        assertEquals(List.of("fan-out/1", "fan-out/2"), Executions.of(children));
        assertEquals(2, children(pid).size());
        assertEquals(List.of(children(pid).get(1).pid()), reported(ended).stream().map(child -> child.getString("pid")).toList());
    }

    @Test
    void failedChildrenAreReportedIfTheProcessIsToContinue() {
        ProcessInfo ended = execute(starting("second " + key + ",first " + key, ChildWait.ALL, ChildFailure.CONTINUE));

        assertEquals(ProcessState.FINISHED, ended.state());
        assertEquals(List.of("failed", "finished"), reported(ended).stream().map(child -> child.getString("status")).toList());
        assertEquals(JsonValue.NULL, reported(ended).get(0).get("output"));
    }

    @Test
    void cancellationReachesChildrenAndTheirs() {
        String pid = processes.start(starting("nested waits " + gate.key(), ChildWait.ALL, ChildFailure.CONTINUE).build());
        await(pid, ProcessState.WAITING);
        String nested = awaitChild(pid, "nested", ProcessState.WAITING).pid();
        String inner = awaitChild(nested, "waits", ProcessState.RUNNING).pid();

        processes.cancel(pid, "enough");

        assertEquals("Cancelled: Its parent process " + pid + " was cancelled", await(nested, ProcessState.CANCELLED).error().orElseThrow().message());
        assertEquals("Cancelled: Its parent process " + nested + " was cancelled", await(inner, ProcessState.CANCELLED).error().orElseThrow().message());
    }

    @Test
    void cancelledChildFailsItsParent() {
        String pid = processes.start(starting("waits " + gate.key(), ChildWait.ALL, ChildFailure.FAIL).build());
        await(pid, ProcessState.WAITING);

        processes.cancel(awaitChild(pid, "waits", ProcessState.RUNNING).pid(), "enough");

        ProcessInfo failed = awaitEnd(pid);
        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains("was cancelled"), failed::toString);
    }

    @Test
    void childrenOfATransactionalStepAreStartedWithItsTransactionOnly() {
        ProcessInfo ended = execute(ManagedProcess.named("parent").step("fan-out", StepSpec.of(StartsInTransaction.class, "first " + key).withMaxRetries(1)));

        assertEquals(ProcessState.FINISHED, ended.state(), ended::toString);
        assertEquals(1, children(ended.pid()).size());
        assertEquals(List.of("only/1"), Executions.of(key));
    }

    @Test
    void livingProcessWithTheUniqueKeyIsAwaitedAndNotCancelled() {
        String before = processes.start(ManagedProcess.named("before").step("only", StepSpec.of(Waits.class, gate.key())).queuing(Queuing.DEFAULT.withUniqueKey(gate.key())).build());
        String pid = processes.start(starting("unique " + gate.key(), ChildWait.ALL, ChildFailure.FAIL).build());
        await(pid, ProcessState.WAITING);
        String cancelled = processes.start(starting("unique " + gate.key(), ChildWait.ALL, ChildFailure.FAIL).build());
        await(cancelled, ProcessState.WAITING);

        processes.cancel(cancelled, "enough");
        assertStays(before, ProcessState.RUNNING, Duration.ofMillis(300));
        gate.open();

        assertEquals(List.of(before), reported(awaitEnd(pid)).stream().map(child -> child.getString("pid")).toList());
        assertEquals(Optional.empty(), processes.getProcessInfo(before).turn().parent());
    }

    @Test
    void childrenStayWhenTheirParentIsDeleted() {
        String pid = execute(starting("first " + key, ChildWait.ALL, ChildFailure.FAIL)).pid();
        String child = child(pid, "first").pid();

        processes.delete(pid);

        assertEquals(Optional.of(pid), processes.getProcessInfo(child).turn().parent());
        assertEquals(List.of(), children(pid));
    }

    @Test
    void childThatWasRemovedCountsAsFailed() {
        String pid = processes.start(starting("first " + key + ",waits " + gate.key(), ChildWait.ALL, ChildFailure.CONTINUE).build());
        await(pid, ProcessState.WAITING);
        processes.delete(awaitChild(pid, "first", ProcessState.FINISHED).pid());
        gate.open();

        JsonObject removed = reported(awaitEnd(pid)).get(0);

        assertEquals(JsonValue.NULL, removed.get("status"));
        assertEquals(JsonValue.NULL, removed.get("output"));
    }

    @Test
    void processesThatStartThemselvesEnd() {
        String pid = processes.start(starting("endless", ChildWait.ALL, ChildFailure.FAIL).build());

        ProcessInfo failed = awaitEnd(pid);

        assertEquals(ProcessState.FAILED, failed.state());
        String deepest = pid;
        for (int i = 0; i < 5; i++) {
            deepest = children(deepest).get(0).pid();
        }
        ProcessInfo last = processes.getProcessInfo(deepest);
        assertTrue(last.error().orElseThrow().message().contains("process-manager.children.max-depth"), last::toString);
        assertEquals(List.of(), children(deepest));
    }

    @ParameterizedTest
    @CsvSource({"twice, has called startChildren before in this attempt", "text, so it must return an object", "many, more than the 1000 that process-manager.children.max allows"})
    void whatIsDoneWronglyFailsTheStepAndStartsNothing(String how, String message) {
        ProcessInfo failed = execute(ManagedProcess.named("parent").step("fan-out", StepSpec.of(StartsWrongly.class, how)));

        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains(message), failed::toString);
        assertEquals(List.of(), children(failed.pid()));
    }

    @Test
    void wrongChildFailsTheStepAndStartsNothing() {
        ProcessInfo failed = execute(starting("first " + key + ",invalid", ChildWait.ALL, ChildFailure.FAIL));

        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains("processes[1].steps.only.args"), failed::toString);
        assertEquals(List.of(), children(failed.pid()));
        assertEquals(List.of(), Executions.of(key));
    }

    @Test
    void specificationsOfChildrenAreCheckedAtTheStart() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.start(parent("""
                {'processes': [{'steps': {'a': {'type': 'mergee'}}}, 7, {'steps': {'b': {'type': 'delay', 'args': [-1]}}, 'priority': 11}], 'wait': 'some', 'on_failur': 'fail'}
                """).build()));

        assertEquals(List.of("steps.fan-out.args[0].on_failur", "steps.fan-out.args[0].processes[0].steps.a.type", "steps.fan-out.args[0].processes[1]",
                "steps.fan-out.args[0].processes[2].priority", "steps.fan-out.args[0].processes[2].steps.b.args[0]", "steps.fan-out.args[0].wait"),
                refused.violations().stream().map(Violation::field).sorted().toList());
    }

    @Test
    void atLeastOneProcessIsAskedFor() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.start(parent("{'processes': []}").build()));

        assertEquals(List.of(new Violation("steps.fan-out.args[0].processes", "expected 1 to 1000 specifications of processes, got 0")), refused.violations());
    }

    @Test
    void thereAreNoChildrenWithoutAProcess() {
        ExecutionFailedException refused = assertThrows(ExecutionFailedException.class, () -> stepExecutor.execute(starting("first " + key, ChildWait.NONE, ChildFailure.FAIL).build()));

        assertTrue(refused.getMessage().contains("needs a process"), refused::toString);
    }

    @Test
    void childrenAreListedInEachState() {
        ProcessInfo ended = execute(starting("first " + key + ",second " + key, ChildWait.ALL, ChildFailure.CONTINUE));

        for (ProcessState state : ProcessState.values()) {
            List<String> found = processes.list(ProcessQuery.ALL.withParent(ended.pid()).withState(state)).items().stream().map(ProcessInfo::name).toList();
            assertEquals(state == ProcessState.FINISHED ? List.of("first") : state == ProcessState.FAILED ? List.of("second") : List.of(), found, state::toString);
        }
    }

    @Test
    void hundredsOfChildrenAreAwaitedTogether() {
        ProcessInfo ended = execute(starting(String.join(",", Collections.nCopies(300, "first " + key)), ChildWait.ALL, ChildFailure.FAIL));

        assertEquals(ProcessState.FINISHED, ended.state());
        assertEquals(300, reported(ended).stream().filter(child -> child.getString("status").equals("finished")).map(child -> child.getString("pid")).distinct().count());
        assertEquals(300, Executions.of(key).size());
    }
}
