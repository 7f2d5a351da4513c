package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.ItemSteps.Numbers;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that executes another one for each item. */
final class ForEachIT extends InSharedDeployment {

    private final Gate gate = Gate.closed();

    @Inject
    StepExecutor stepExecutor;

    private ManagedProcess.Builder forEach(String items, String further) {
        return ManagedProcess.named("for each").step("all", StepSpec.ofType("for-each",
                json("{'items': " + items + ", 'step': {'type': 'test-item', 'args': ['" + gate.key() + "']}" + further + "}").object()));
    }

    private ManagedProcess.Builder forEach(String further) {
        return forEach("'/items'", further);
    }

    private static JsonObject items(String array) {
        return json("{'items': " + array + "}").object();
    }

    private static JsonObject output(ProcessInfo process) {
        return process.output().value().orElseThrow().asJsonObject();
    }

    private Set<String> executed() {
        return new TreeSet<>(Executions.of(gate.key()));
    }

    private List<String> log(String pid) {
        return processes.getLog(pid, null, 1_000).items().stream().filter(line -> line.stream() == LogLine.Stream.LOG).map(LogLine::text).toList();
    }

    @Test
    void resultsAreInTheOrderOfTheItems() {
        ProcessInfo ended = execute(forEach(", 'max_concurrent': 3").data(items("[1, 2, 3, 4, 5]")));

        assertEquals(json("{'items': [1, 2, 3, 4, 5], 'results': [2, 4, 6, 8, 10]}").value(), output(ended));
        assertEquals(Set.of("0/1", "1/1", "2/1", "3/1", "4/1"), executed());
    }

    @Test
    void thereMayBeNoItems() {
        assertEquals(json("{'items': [], 'results': []}").value(), output(execute(forEach("").data(items("[]")))));
    }

    @Test
    void firstFailureEndsTheStepWithWhatTheItemHasThrown() {
        ProcessInfo failed = execute(forEach(", 'max_concurrent': 1").data(items("[1, 'fails', 3]")));

        assertEquals(ProcessState.FAILED, failed.state());
        assertEquals(IllegalStateException.class.getName(), failed.error().orElseThrow().type());
        assertEquals("cannot be doubled", failed.error().orElseThrow().message());
        assertTrue(log(failed.pid()).contains("Item 1 has failed: java.lang.IllegalStateException: cannot be doubled"), () -> log(failed.pid()).toString());
    }

    @Test
    void failuresAreCollectedIfTheyAreToBe() {
        ProcessInfo ended = execute(forEach(", 'on_error': 'collect'").data(items("[1, 'fails', 3]")));

        assertEquals(json("[2, null, 6]").value(), output(ended).get("results"));
        assertEquals(json("[{'index': 1, 'type': 'java.lang.IllegalStateException', 'message': 'cannot be doubled'}]").value(), output(ended).get("errors"));
    }

    @Test
    void retryExecutesOnlyWhatIsNotDone() {
        String pid = processes.start(forEach(", 'max_concurrent': 1").data(items("[1, 2, 'fails without gate', 4]")).build());
        assertEquals(ProcessState.FAILED, awaitEnd(pid).state());

        gate.open();
        processes.retry(pid);

        assertEquals(json("[2, 4, 'fails without gate', 8]").value(), output(awaitEnd(pid)).get("results"));
        assertEquals(1, Executions.of(gate.key()).stream().filter("0/1"::equals).count());
        assertEquals(1, Executions.of(gate.key()).stream().filter("1/1"::equals).count());
    }

    @Test
    void retryFromTheStepItselfExecutesAllItemsAgain() {
        String pid = execute(forEach("").data(items("[1]"))).pid();

        processes.retry(pid, "all");

        awaitEnd(pid);
        assertEquals(List.of("0/1", "0/1"), Executions.of(gate.key()));
    }

    @Test
    void itemsAreRetriedAsTheStepOfTheirsSays() {
        ManagedProcess.Builder process = ManagedProcess.named("for each").step("all", StepSpec.ofType("for-each",
                json("{'items': '/items', 'step': {'type': 'test-item', 'args': ['" + gate.key() + "'], 'retry': {'max_retries': 2, 'delay': 0.01}}}").object()));

        ProcessInfo ended = execute(process.data(items("['fails first', 1]")));

        assertEquals(json("['fails first', 2]").value(), output(ended).get("results"));
        assertEquals(Set.of("0/1", "0/2", "1/1"), executed());
    }

    @Test
    void itemWhoseTimeIsUpFails() {
        ManagedProcess.Builder process = ManagedProcess.named("for each").step("all", StepSpec.ofType("for-each",
                json("{'items': '/items', 'on_error': 'collect', 'step': {'type': 'test-item', 'args': ['" + gate.key() + "'], 'timeout': 0.2}}").object()));

        ProcessInfo ended = execute(process.data(items("[1, 'waits', 3]")));

        assertEquals(json("[2, null, 6]").value(), output(ended).get("results"));
        assertEquals("java.util.concurrent.TimeoutException", output(ended).getJsonArray("errors").getJsonObject(0).getString("type"));
    }

    @Test
    void cancellationReachesTheItems() {
        String pid = processes.start(forEach("").data(items("['waits', 'waits']")).build());
        gate.awaitArrivals(2);

        processes.cancel(pid, "enough");

        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
        gate.awaitDepartures(2);
    }

    @Test
    void timeoutOfTheStepReachesTheItems() {
        ProcessInfo ended = execute(forEach("").data(items("['waits', 1]")).timeout(Duration.ofSeconds(1)));

        assertEquals(ProcessState.TIMED_OUT, ended.state());
        gate.awaitDepartures(1);
    }

    @Test
    void progressIsTheShareOfTheItemsThatAreDone() {
        String array = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", ", 'waits']"));
        String pid = processes.start(forEach(", 'max_concurrent': 2").data(items(array)).build());
        gate.awaitArrivals(1);

        ProcessInfo running = processes.getProcessInfo(pid);
        assertEquals(ProcessState.RUNNING, running.state());
        gate.open();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void itemsOfABeanAreReadPageByPage() {
        ProcessInfo ended = execute(forEach("{'source': 'test-numbers'}", "").data(json("{'count': 2500}").object()));

        assertEquals(json("{'count': 2500, 'items': 2500, 'failed': 0}").value(), output(ended));
        assertEquals(2_500, executed().size());
        assertEquals(output(ended), output(execute(forEach("{'source': '" + Numbers.class.getName() + "'}", "").data(json("{'count': 2500}").object()))));
    }

    @Test
    void itemsAreLinesOfAFile() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "items-" + gate.key() + ".jsonl");
        Files.writeString(file, "1\n\n{\"x\": 2\n'nothing'\n4".replace("'nothing'", "\"says ü\""));
        try {
            ProcessInfo ended = execute(forEach("{'file': '" + file + "'}", ", 'on_error': 'collect'"));

            assertEquals(4, output(ended).getInt("items"));
            assertEquals(1, output(ended).getInt("failed"));
            assertTrue(output(ended).getJsonArray("errors").getJsonObject(0).getString("message").startsWith("Line 3 is no JSON"), ended::toString);
            assertEquals(Set.of("0/1", "3/1", "4/1"), executed());
            assertTrue(log(ended.pid()).contains("Item 3: says says ü"), () -> log(ended.pid()).toString());
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "relative.jsonl", "../../etc/passwd"})
    void otherFilesAreNotRead(String file) {
        ProcessInfo failed = execute(forEach("{'file': '" + file + "'}", ""));

        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains("process-manager.for-each.directories"), failed::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | The data has nothing at '/items'", "{'items': {'a': 1}} | The data has an object at '/items'"})
    void itemsMustBeAnArray(String data, String message) {
        ProcessInfo failed = execute(forEach("").data(json(data).object()));

        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains(message), failed::toString);
    }

    @Test
    void stepOfAnItemCannotKeepAnything() {
        ProcessInfo failed = execute(forEach("").data(items("['keeps']")));

        assertTrue(failed.error().orElseThrow().message().contains("cannot keep anything"), failed::toString);
    }

    @Test
    void resultsTogetherMayBeAsLargeAsAnOutput() {
        ProcessInfo failed = execute(forEach("").data(items("['large', 'large', 'large', 'large']")));

        assertTrue(failed.error().orElseThrow().message().startsWith("The results have together more than the 1048576 bytes"), failed::toString);
    }

    @Test
    void whatIsWrongIsToldAtTheStart() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> processes.start(ManagedProcess.named("for each")
                .step("a", StepSpec.ofType("for-each", json("{'items': 7, 'step': {'type': 'delay', 'args': [-1]}, 'max_concurrent': 99, 'on_error': 'go on', 'more': 1}").object()))
                .step("b", StepSpec.ofType("for-each", json("{'items': {'source': 'none'}, 'step': {'type': 'gone'}}").object()))
                .step("c", StepSpec.ofType("for-each", json("{'items': '/x', 'step': {'type': 'approval', 'args': ['Sure?']}}").object()))
                .step("d", StepSpec.ofType("for-each", json("{'items': '/x', 'step': {'type': 'merge', 'args': [{}], 'compensation': {'type': 'merge', 'args': [{}]}}}").object()))
                .step("e", StepSpec.ofType("for-each", json("{'items': {'file': '/a', 'source': 'b'}}").object())).build()));

        assertEquals(List.of("steps.a.args[0].items", "steps.a.args[0].max_concurrent", "steps.a.args[0].more", "steps.a.args[0].on_error", "steps.a.args[0].step.args[0]",
                "steps.b.args[0].items.source", "steps.b.args[0].step.type", "steps.c.args[0].step", "steps.d.args[0].step.compensation", "steps.e.args[0].items",
                "steps.e.args[0].step"), refused.violations().stream().map(Violation::field).sorted().toList());
    }

    @Test
    void itemsNeedNoProcess() {
        JsonValue output = stepExecutor.execute(forEach("").data(items("[1, 2]")).build());

        assertEquals(json("[2, 4]").value(), output.asJsonObject().get("results"));
    }
}
