package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Retention;
import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo.Output;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of processes: newest first, page by page, narrowed by state and name. */
final class ListIT extends InSharedDeployment {

    private static final Comparator<ProcessInfo> NEWEST_FIRST = Comparator.comparing((ProcessInfo info) -> info.times().created()).thenComparing(ProcessInfo::pid).reversed();

    private final String name = "List " + UUID.randomUUID();

    @Inject
    Retention retention;

    private ManagedProcess.Builder process() {
        return ManagedProcess.named(name).step("a", StepSpec.ofType("merge", Map.of()));
    }

    private ProcessQuery query(int limit, Optional<String> after) {
        return ProcessQuery.ALL.withName(name).withLimit(limit).withAfter(after.orElse(null));
    }

    private List<ProcessInfo> byText(String text) {
        return processes.list(ProcessQuery.ALL.withText(text).withLimit(ProcessQuery.MAX_LIMIT)).items();
    }

    private List<ProcessInfo> byState(ProcessState state) {
        return processes.list(ProcessQuery.ALL.withState(state).withName(name).withLimit(ProcessQuery.MAX_LIMIT)).items();
    }

    @Test
    void pagesHaveNoGapsAndNoRepeatsEvenWhileNewProcessesArrive() {
        // Many of them were created in the same millisecond.
        List<String> started = new ArrayList<>();
        for (int batch = 0; batch < 5; batch++) {
            started.addAll(processes.startAll(IntStream.range(0, 50).mapToObj(i -> process().build()).toList()));
        }
        for (int limit : List.of(7, 50, 125)) {
            List<ProcessInfo> listed = new ArrayList<>();
            Set<String> arrivedMeanwhile = new HashSet<>();
            Optional<String> next = Optional.empty();
            do {
                ProcessPage page = processes.list(query(limit, next));
                assertTrue(page.items().size() == limit || page.next().isEmpty());
                listed.addAll(page.items());
                next = page.next();
                arrivedMeanwhile.add(processes.start(process().build()));
            } while (next.isPresent());
            assertEquals(listed.stream().sorted(NEWEST_FIRST).toList(), listed);
            assertEquals(listed.size(), listed.stream().map(ProcessInfo::pid).distinct().count());
            assertEquals(Set.copyOf(started), Set.copyOf(listed.stream().map(ProcessInfo::pid).toList()));
            started.addAll(arrivedMeanwhile);
        }
        started.forEach(this::awaitEnd);
    }

    @Test
    void lastPageIsToldFromOthersEvenIfItIsFull() {
        processes.startAll(IntStream.range(0, 4).mapToObj(i -> process().build()).toList()).forEach(this::awaitEnd);

        ProcessPage first = processes.list(query(2, Optional.empty()));
        ProcessPage second = processes.list(query(2, first.next()));
        assertEquals(2, second.items().size());
        assertEquals(Optional.empty(), second.next());
        assertEquals(Optional.empty(), processes.list(query(4, Optional.empty())).next());
    }

    @Test
    void listShowsNeitherStepsNorOutputs() {
        ProcessInfo whole = execute(process());
        ProcessInfo listed = processes.list(query(10, Optional.empty())).items().get(0);

        assertEquals(List.of(), listed.progress().steps());
        assertEquals(Output.NONE, listed.output());
        assertEquals(whole, new ProcessInfo(listed.pid(), listed.name(), listed.state(), listed.times(), listed.turn(), new ProcessInfo.Progress(listed.progress().revision(),
                listed.progress().percent(), listed.progress().currentStep(), whole.progress().steps()), listed.execution(), whole.output(), listed.error()));
    }

    @Test
    void processesAreFoundByTheirState() {
        String finished = execute(process()).pid();
        String failed = execute(ManagedProcess.named(name).step("a", StepSpec.of(Fails.class, "with a code"))).pid();
        String interrupted = processes.start(ManagedProcess.named(name).step("ask", StepSpec.of(Asks.class)).build());
        await(interrupted, ProcessState.INTERRUPTED);

        assertEquals(List.of(finished), byState(ProcessState.FINISHED).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(failed), byState(ProcessState.FAILED).stream().map(ProcessInfo::pid).toList());
        assertEquals("no funds", byState(ProcessState.FAILED).get(0).error().orElseThrow().message());
        assertEquals(List.of(interrupted), byState(ProcessState.INTERRUPTED).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(), byState(ProcessState.TIMED_OUT));
    }

    @Test
    void processesAreFoundByTheBeginningOfTheirNameOrPidInUpperOrLowerCase() {
        String pid = execute(process()).pid();

        assertEquals(List.of(pid), byText(name).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(pid), byText(name.toUpperCase(Locale.ROOT).substring(0, 30)).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(pid), byText(pid.substring(0, 20)).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(pid), byText(pid.toUpperCase(Locale.ROOT)).stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(), byText(name.substring(1)));
    }

    @Test
    void charactersThatMeanSomethingToTheDatabaseMeanThemselves() {
        String odd = "100%_of [it]! '" + UUID.randomUUID() + "' \\ ä";
        String pid = execute(ManagedProcess.named(odd).step("a", StepSpec.ofType("merge", Map.of()))).pid();

        for (int length = 1; length <= odd.length(); length++) {
            assertTrue(byText(odd.substring(0, length)).stream().anyMatch(found -> found.pid().equals(pid)), odd.substring(0, length));
        }
        assertEquals(List.of(), byText("100__of"));
        assertEquals(List.of(), byText("%of"));
        assertEquals(List.of(pid), processes.list(ProcessQuery.ALL.withName(odd).withLimit(10)).items().stream()
                .map(ProcessInfo::pid).toList());
    }

    @Test
    void lookUpsNeverRemoveWhatIsPastItsTime() throws SQLException {
        String pid = execute(process()).pid();
        Tables.update("update process set finished_at = now_millis() - ? where pid = ?", Duration.ofHours(11).toMillis(), pid);

        processes.getProcessInfo(pid);
        processes.getLog(pid, null, 10);
        assertEquals(1, processes.list(query(10, Optional.empty())).items().size());
        assertEquals(1, byText(name).size());
        assertEquals(pid, processes.getProcessInfo(pid).pid());

        assertEquals(1, retention.removeBatch(Duration.ofHours(10), 100), "it was past its time");
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid));
    }

    @Test
    void limitAndPositionAreChecked() {
        for (int limit : List.of(-1, 0, 501)) {
            assertEquals("limit", violation(query(limit, Optional.empty())).field());
        }
        for (String after : List.of("", "x", "1-2", "99999999999999999999-" + "0".repeat(32), "-1-" + "0".repeat(32))) {
            assertEquals("after", violation(query(1, Optional.of(after))).field(), after);
        }
        assertFalse(processes.list(ProcessQuery.ALL).items().size() > 50);
    }

    private Violation violation(ProcessQuery query) {
        return assertThrows(InvalidSpecificationException.class, () -> processes.list(query)).violations().get(0);
    }

    /** A page of the list may have hundreds of them. */
    @Test
    void ofLargeErrorsAListShowsTheBeginning() {
        ProcessInfo whole = execute(ManagedProcess.named(name).step("a", StepSpec.of(Fails.class, "at great length")));
        ProcessError listed = byState(ProcessState.FAILED).get(0).error().orElseThrow();

        assertEquals(99_999, whole.error().orElseThrow().message().indexOf('…'));
        assertEquals("x".repeat(500) + "…", listed.message());
        assertEquals(IllegalStateException.class.getName(), listed.type());
        assertEquals(Optional.empty(), listed.stack());
    }
}
