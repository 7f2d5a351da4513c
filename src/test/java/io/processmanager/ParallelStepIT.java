package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.ParallelSteps.FailsInParallel;
import io.processmanager.teststeps.ParallelSteps.Squares;
import io.processmanager.teststeps.ParallelSteps.WaitsInParallel;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Stream;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonNumber;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items that a step farms out to threads of its attempt. */
final class ParallelStepIT extends InSharedDeployment {

    private static final int NUMBERS = 300;
    private static final int THREADS = 4;

    private final Gate gate = Gate.closed();

    private List<LogLine> log(String pid, Stream stream) {
        return processes.getLog(pid, null, 1_000).items().stream().filter(line -> line.stream() == stream).toList();
    }

    @Test
    void itemsAreDoneAndWhatTheyPrintBelongsToTheRun() {
        ProcessInfo info = execute(ManagedProcess.named("squares").step("a", StepSpec.of(Squares.class, NUMBERS, THREADS)));

        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        assertEquals(IntStream.range(0, NUMBERS).map(number -> number * number).boxed().toList(),
                info.output().value().orElseThrow().asJsonArray().getValuesAs(JsonNumber::intValue));
        assertEquals(IntStream.range(0, NUMBERS).mapToObj(number -> "number " + number).collect(Collectors.toSet()),
                log(info.pid(), Stream.OUT).stream().map(LogLine::text).collect(Collectors.toSet()));
    }

    /** Its threads wait for items that will not come; nobody need be told of that. */
    @Test
    void controllerThatIsLeftOpenEndsWithTheAttempt() {
        ProcessInfo info = execute(ManagedProcess.named("squares").step("a", StepSpec.of(Squares.class, 3, THREADS)));

        assertEquals(List.of(), log(info.pid(), Stream.LOG));
    }

    @Test
    void itemsAreInterruptedWhenTheProcessIsCancelled() {
        String pid = processes.start(ManagedProcess.named("waits").step("a", StepSpec.of(WaitsInParallel.class, gate.key())).build());
        gate.awaitArrivals(THREADS);
        processes.cancel(pid, "enough");

        assertEquals(ProcessState.CANCELLED, awaitEnd(pid).state());
        gate.awaitDepartures(THREADS);
    }

    @Test
    void itemsAreInterruptedWhenTheTimeOfTheirStepIsUp() {
        ProcessInfo info = execute(ManagedProcess.named("waits").step("a", StepSpec.of(WaitsInParallel.class, gate.key()).withTimeout(Duration.ofSeconds(1))));

        assertEquals(ProcessState.TIMED_OUT, info.state());
        gate.awaitDepartures(THREADS);
    }

    @Test
    void failedItemFailsTheStep() {
        ProcessInfo info = execute(ManagedProcess.named("divides").step("a", StepSpec.of(FailsInParallel.class)));

        assertEquals(ProcessState.FAILED, info.state());
        assertEquals("Item 5 of the event 'divide' has failed: java.lang.ArithmeticException: / by zero", info.error().orElseThrow().message());
        assertTrue(info.error().orElseThrow().stack().orElseThrow().contains("Caused by: java.lang.ArithmeticException: / by zero"));
    }

    @Test
    void moreThreadsThanAStepMayHaveAreRefused() {
        ProcessInfo info = execute(ManagedProcess.named("squares").step("a", StepSpec.of(Squares.class, 3, 9)));

        assertEquals("threads is 9, and 8 is what process-manager.step.max-threads allows", info.error().orElseThrow().message());
        assertEquals(ProcessState.FAILED, info.state());
    }
}
