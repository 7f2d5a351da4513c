package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.bulk.BulkAction;
import io.processmanager.bulk.BulkChanges;
import io.processmanager.database.Database;
import io.processmanager.queue.Queuing;
import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One request for many processes: each that matches is changed once, batch by batch, by a process of its own. */
final class BulkIT extends InSharedDeployment {

    /** Several batches, the last of them not full. */
    private static final int MANY = 120;

    /** The default number of processes at a time. */
    private static final int ALL_PLACES = 8;

    @Inject
    BulkChanges bulk;

    @Inject
    Database database;

    private final String name = "bulk " + UUID.randomUUID();
    private final Gate gate = Gate.closed();

    private ManagedProcess.Builder process() {
        return ManagedProcess.named(name);
    }

    private ManagedProcess failing() {
        return process().step("bad", StepSpec.of(FailsUntilOpen.class, gate.key())).build();
    }

    private List<String> failed(int number) {
        List<String> pids = processes.startAll(IntStream.range(0, number).mapToObj(i -> failing()).toList());
        pids.forEach(this::awaitEnd);
        return pids;
    }

    private String finished() {
        return execute(process().step("a", StepSpec.ofType("merge", Map.of()))).pid();
    }

    private String interrupted() {
        String pid = processes.start(process().step("ask", StepSpec.of(Asks.class)).build());
        await(pid, ProcessState.INTERRUPTED);
        return pid;
    }

    private ProcessQuery named() {
        return ProcessQuery.ALL.withName(name);
    }

    private ProcessInfo changed(BulkAction action, ProcessQuery filter, String reason) {
        return awaitEnd(bulk.start(action, filter, reason));
    }

    private static void assertCounts(ProcessInfo bulk, int matched, int changed) {
        assertEquals(ProcessState.FINISHED, bulk.state(), () -> bulk.error().toString());
        assertEquals(json("{'matched': " + matched + ", 'changed': " + changed + ", 'skipped': " + (matched - changed) + "}").value(), bulk.output().value().orElseThrow());
    }

    private List<ProcessState> states(List<String> pids) {
        return pids.stream().map(pid -> processes.getProcessInfo(pid).state()).distinct().toList();
    }

    @Test
    void allThatHaveFailedAreRetriedAndOthersStayAsTheyAre() {
        List<String> failed = failed(MANY);
        ProcessInfo finished = processes.getProcessInfo(finished());
        ProcessInfo interrupted = processes.getProcessInfo(interrupted());
        gate.open();

        ProcessInfo retry = changed(BulkAction.RETRY, named().withState(ProcessState.FAILED), "the service is back");

        assertCounts(retry, MANY, MANY);
        assertEquals("bulk retry", retry.name());
        assertEquals(Optional.of(MANY + " matched: " + MANY + " changed, 0 skipped"), retry.progress().steps().get(0).attempt().message());
        failed.forEach(pid -> assertEquals(ProcessState.FINISHED, awaitEnd(pid).state()));
        assertEquals(2 * MANY, Executions.of(gate.key()).size());
        assertEquals(finished, processes.getProcessInfo(finished.pid()));
        assertEquals(interrupted, processes.getProcessInfo(interrupted.pid()));
        String begin = processes.getLog(retry.pid(), null, 10).items().get(0).text();
        assertTrue(begin.contains("retry of all processes that match {\"status\":\"failed\",\"name\":\"" + name + "\"}: the service is back"), begin);
    }

    @Test
    void whatFailsAgainWhileOthersStillWaitForTheirTurnIsNotRetriedTwice() {
        List<String> failed = failed(MANY);

        assertCounts(changed(BulkAction.RETRY, named(), null), MANY, MANY);

        failed.forEach(pid -> assertEquals(ProcessState.FAILED, awaitEnd(pid).state()));
        assertEquals(2 * MANY, Executions.of(gate.key()).size());
    }

    @Test
    void whateverLivesIsCancelledWithTheReason() {
        String finished = finished();
        String interrupted = interrupted();
        List<String> waiting = processes.startAll(IntStream.range(0, ALL_PLACES + 3).mapToObj(i -> process().step("wait", StepSpec.of(Waits.class, gate.key())).build()).toList());
        gate.awaitArrivals(ALL_PLACES - 1);
        // The change itself needs a place.
        gate.open();
        Gate others = Gate.closed();
        List<String> busy = IntStream.range(0, ALL_PLACES - 1).mapToObj(i -> processes.start(process().step("wait", StepSpec.of(Waits.class, others.key())).build())).toList();
        waiting.forEach(this::awaitEnd);
        others.awaitArrivals(ALL_PLACES - 1);

        ProcessInfo cancel = changed(BulkAction.CANCEL, named(), "out of season");

        assertCounts(cancel, 2 + waiting.size() + busy.size(), 1 + busy.size());
        busy.forEach(pid -> assertEquals("Cancelled: out of season", awaitEnd(pid).error().orElseThrow().message()));
        assertEquals(ProcessState.CANCELLED, processes.getProcessInfo(interrupted).state());
        assertEquals(List.of(ProcessState.FINISHED), states(Stream.concat(waiting.stream(), Stream.of(finished)).toList()));
    }

    @Test
    void whatHasEndedIsDeletedWithItsRecords() {
        List<String> ended = new ArrayList<>(failed(MANY));
        ended.add(finished());
        String interrupted = interrupted();

        assertCounts(changed(BulkAction.DELETE, named(), null), MANY + 2, MANY + 1);

        assertEquals(List.of(interrupted), pids(named()));
        ended.forEach(pid -> assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid)));
        assertEquals(0, Tables.number("select count(*) from process_step where pid = ?", ended.get(MANY)));
    }

    @Test
    void timeOfCreationIsAFilter() {
        String earlier = finished();
        Await.until("the next millisecond", LIMIT, () -> System.currentTimeMillis() > created(earlier).toEpochMilli() + 1);
        String later = finished();
        Instant between = created(later);

        assertEquals(List.of(later), pids(named().withCreatedAfter(between)));
        assertEquals(List.of(earlier), pids(named().withCreatedBefore(between)));
        assertCounts(changed(BulkAction.DELETE, named().withCreatedBefore(created(earlier)), null), 0, 0);
        assertCounts(changed(BulkAction.DELETE, named().withCreatedAfter(between), null), 1, 1);
        assertEquals(List.of(earlier), pids(named()));
        assertCounts(changed(BulkAction.DELETE, named().withCreatedBefore(between), null), 1, 1);
        assertEquals(List.of(), pids(named()));
    }

    private Instant created(String pid) {
        return processes.getProcessInfo(pid).times().created();
    }

    private List<String> pids(ProcessQuery query) {
        return processes.list(query).items().stream().map(ProcessInfo::pid).toList();
    }

    @Test
    void queueAndTagAreFilters() {
        String queue = "q" + name.hashCode();
        String other = finished();
        String queued = execute(process().queuing(Queuing.in(queue)).step("a", StepSpec.ofType("merge", Map.of()))).pid();
        String tagged = execute(process().queuing(Queuing.DEFAULT.withTags("blue", name.substring(0, 40))).step("a", StepSpec.ofType("merge", Map.of()))).pid();

        ProcessInfo delete = changed(BulkAction.DELETE, ProcessQuery.ALL.withQueue(queue), null);
        assertCounts(delete, 1, 1);
        assertEquals("bulk", Tables.query("select queue from process where pid = ?", delete.pid()).get(0));
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(queued));
        assertCounts(changed(BulkAction.DELETE, ProcessQuery.ALL.withTag(name.substring(0, 40)), null), 1, 1);
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(tagged));
        assertEquals(List.of(other), pids(named()));
    }

    @Test
    void bulkChangeNeverMatchesItself() {
        ProcessQuery ofItsName = ProcessQuery.ALL.withName("bulk cancel").withState(ProcessState.RUNNING);

        ProcessInfo cancel = changed(BulkAction.CANCEL, ofItsName, null);

        assertCounts(cancel, 0, 0);
    }

    @Test
    void bulkChangeContinuesWhereAnEarlierExecutionHasStopped() {
        List<String> failed = failed(3).stream().sorted().toList();
        List<String> busy = IntStream.range(0, ALL_PLACES).mapToObj(i -> processes.start(process().step("wait", StepSpec.of(Waits.class, gate.key())).build())).toList();
        gate.awaitArrivals(ALL_PLACES);
        String pid = bulk.start(BulkAction.DELETE, named().withState(ProcessState.FAILED), null);
        String position = "{\"first\":\"" + failed.get(2) + "\",\"after\":\"" + failed.get(1) + "\",\"matched\":1000,\"changed\":900}";
        assertEquals(1, Tables.update("update process set next_input = ? where pid = ?", position, pid));
        gate.open();

        assertCounts(awaitEnd(pid), 1_001, 901);
        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(failed.get(0)));
        assertEquals(List.of(ProcessState.FAILED), states(failed.subList(1, 3)), "they were done with before");
        busy.forEach(this::awaitEnd);
    }

    @Test
    void processThatAnotherTransactionHoldsIsSkippedAloneAfterAWhile() throws Exception {
        if (!database.dialect().hasOtherNodes()) {
            // Derby waits for a minute.
            return;
        }
        List<String> failed = failed(MANY);
        String held = failed.get(MANY / 2);
        transaction.begin();
        processes.retry(held);

        ProcessInfo delete = elsewhere(() -> changed(BulkAction.DELETE, named(), null));

        assertCounts(delete, MANY, MANY - 1);
        transaction.rollback();
        assertEquals(List.of(held), pids(named()));
    }

    @Test
    void startIsPartOfTheTransactionOfTheCaller() throws Exception {
        String failed = failed(1).get(0);
        transaction.begin();
        String pid = bulk.start(BulkAction.DELETE, named(), null);
        transaction.rollback();

        assertThrows(ProcessNotFoundException.class, () -> processes.getProcessInfo(pid));
        assertEquals(ProcessState.FAILED, processes.getProcessInfo(failed).state());
    }

    @Test
    void emptyFilterIsRefused() {
        assertThrows(InvalidSpecificationException.class, () -> bulk.start(BulkAction.RETRY, ProcessQuery.ALL, null));
    }
}
