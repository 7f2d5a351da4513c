package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.Ledger;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.TransactionSteps.Begins;
import io.processmanager.teststeps.TransactionSteps.Commits;
import io.processmanager.teststeps.TransactionSteps.Meddles;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.transaction.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that a step leaves behind is rolled back, and fails the attempt; nobody else ever finds it. */
final class LeftTransactionsIT extends InSharedDeployment {

    private final Gate gate = Gate.closed();

    @Inject
    StepExecutor steps;

    @BeforeEach
    void createLedger() {
        Ledger.create();
    }

    private ManagedProcess.Builder process(StepSpec step) {
        return ManagedProcess.named("transactions").step("first", step).step("after", StepSpec.of(Append.class, "a"));
    }

    private StepSpec begins(String how) {
        return StepSpec.of(Begins.class, gate.key(), how);
    }

    private List<String> log(String pid) {
        return processes.getLog(pid, null, 10).items().stream().map(LogLine::text).toList();
    }

    private void assertLaterStepsFindNoTransaction() {
        for (int later = 0; later < 6; later++) {
            Gate other = Gate.closed();
            ProcessInfo info = execute(ManagedProcess.named("later").step("commits", StepSpec.of(Commits.class, other.key())));
            assertEquals(Optional.<JsonValue>of(json(String.valueOf(Status.STATUS_NO_TRANSACTION)).value()), info.output().value(), info::toString);
            assertEquals(List.of("committed"), Ledger.entries(other.key()));
        }
    }

    @ParameterizedTest
    @CsvSource({"open, an open transaction", "marked for rollback, a transaction that is marked for rollback", "suspended, a suspended transaction"})
    void attemptThatLeavesATransactionIsRolledBackAndFailsAndSaysSo(String how, String left) {
        ProcessInfo info = execute(process(begins(how)));

        assertEquals(ProcessState.FAILED, info.state(), info::toString);
        ProcessError error = info.error().orElseThrow();
        assertEquals("first", error.step());
        assertTrue(error.type().endsWith("LeftTransactionException"), error::toString);
        assertTrue(error.message().startsWith("Step first (attempt 1) has returned, but left " + left + " behind. It was rolled back"), error::message);
        assertEquals(List.of(), Ledger.entries(gate.key()));
        assertEquals(List.of("Process Manager: the step has left " + left + " behind, which was rolled back"), log(info.pid()));
        assertLaterStepsFindNoTransaction();
    }

    @Test
    void stepThatFailsByItselfKeepsItsErrorAndItsLogNamesWhatItLeft() {
        ProcessInfo info = execute(process(begins("open and fails")));

        assertEquals("open and fails", info.error().orElseThrow().message());
        assertEquals(List.of("Process Manager: the step has left an open transaction behind, which was rolled back"), log(info.pid()));
        assertEquals(List.of(), Ledger.entries(gate.key()));
        assertLaterStepsFindNoTransaction();
    }

    @Test
    void transactionWhoseTimeIsUpIsNotLeftOnTheThreadEither() {
        ProcessInfo info = execute(process(begins("its time is up")));

        assertEquals(ProcessState.FAILED, info.state(), info::toString);
        assertEquals(List.of(), Ledger.entries(gate.key()));
        assertLaterStepsFindNoTransaction();
    }

    @Test
    void timeoutThatAStepHasSetForItsTransactionsIsNotThatOfOthers() {
        execute(process(begins("waits for a second")));

        for (int later = 0; later < 6; later++) {
            Gate slow = Gate.closed();
            String pid = processes.start(process(StepSpec.of(Begins.class, slow.key(), "open and beyond the timeout")).build());
            slow.awaitArrivals(1);
            assertStays(pid, ProcessState.RUNNING, Duration.ofMillis(later == 0 ? 2_500 : 0));
            slow.open();
            assertTrue(awaitEnd(pid).error().orElseThrow().message().contains("left an open transaction behind"), () -> processes.getProcessInfo(pid).toString());
        }
    }

    @Test
    void transactionOfAnAbandonedStepIsRolledBackWhenTheStepHasEnded() {
        ProcessInfo info = execute(process(begins("open and beyond the timeout")).timeout(Duration.ofSeconds(1)));
        assertEquals(ProcessState.TIMED_OUT, info.state());

        gate.open();
        gate.awaitDepartures(1);
        Await.until("the end of the transaction", LIMIT, () -> Ledger.entries(gate.key()), List::isEmpty);
        assertLaterStepsFindNoTransaction();
        assertEquals(info, processes.getProcessInfo(info.pid()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"committed", "suspended, resumed and committed"})
    void transactionThatAStepEndsItselfIsItsOwnAffair(String how) {
        ProcessInfo info = execute(ManagedProcess.named("transactions").step("first", begins(how)));

        assertEquals(ProcessState.FINISHED, info.state(), info::toString);
        assertEquals(List.of(how), Ledger.entries(gate.key()));
        assertEquals(List.of(), log(info.pid()));
    }

    @ParameterizedTest
    @CsvSource({"commits, committed its transaction, 1", "rolls back, rolled back its transaction, 0", "marks for rollback, marked its transaction for rollback, 0",
        "suspends, suspended its transaction, 0",
        "commits and begins another, committed its transaction, 1", "suspends and begins another, suspended its transaction, 0"})
    void transactionalStepThatEndsOrLeavesItsTransactionFailsAndSaysSo(String how, String left, int committed) {
        ProcessInfo info = execute(process(StepSpec.of(Meddles.class, gate.key(), how)));

        assertEquals(ProcessState.FAILED, info.state(), info::toString);
        ProcessError error = info.error().orElseThrow();
        assertTrue(error.type().endsWith("LeftTransactionException"), error::toString);
        assertTrue(error.message().startsWith("Step first (attempt 1) has " + left), error::message);
        assertEquals(how.contains("another"), error.message().contains("begun instead is rolled back"), error::message);
        assertEquals(List.of("first").subList(0, committed), Ledger.entries(gate.key()));
        assertTrue(info.progress().steps().get(0).output().value().isEmpty(), "there is no checkpoint");
        assertLaterStepsFindNoTransaction();
    }

    @Test
    void transactionalStepCannotBeginAnotherWithinItsOwn() {
        ProcessInfo info = execute(process(StepSpec.of(Meddles.class, gate.key(), "begins another within")));

        assertEquals(ProcessState.FAILED, info.state(), info::toString);
        assertEquals(List.of(), Ledger.entries(gate.key()));
        assertLaterStepsFindNoTransaction();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "marked for rollback"})
    void synchronousExecutionFailsLikewise(String how) {
        ProcessError error = assertThrows(ExecutionFailedException.class, () -> steps.execute(process(begins(how)).build())).error();

        assertTrue(error.type().endsWith("LeftTransactionException"), error::toString);
        assertEquals(List.of(), Ledger.entries(gate.key()));
        for (int later = 0; later < 6; later++) {
            Gate other = Gate.closed();
            assertEquals(json(String.valueOf(Status.STATUS_NO_TRANSACTION)).value(),
                    steps.execute(ManagedProcess.named("later").step("commits", StepSpec.of(Commits.class, other.key())).build()));
        }
    }
}
