package io.processmanager.store.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.processmanager.compensation.Compensation;
import io.processmanager.database.Dialect;
import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.EndedRun.Compensated;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the writes of a runner make of a process that is, or is to be, compensated. */
class CompensationStatementsTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";
    private static final ProcessError ERROR = ProcessError.of("step", 1, IllegalStateException.class, "no money");
    private static final Compensation BEGINS = new Compensation(ProcessState.FAILED, Optional.of(0), true, false, false);
    private static final Compensation OVER = new Compensation(ProcessState.FAILED, Optional.empty(), false, false, false);

    private final InMemoryDatabase database;
    private Claim claim;

    CompensationStatementsTest() throws SQLException {
        database = new InMemoryDatabase();
    }

    /** Its first step has completed at its third attempt. */
    @BeforeEach
    void claim() throws SQLException {
        database.queue(PID);
        claimAs("runner-1");
        assertEquals(Result.APPLIED, write(new Advance(claim, 0, ProcessState.RUNNING, 1, Optional.of("step"), 1, 0,
                Optional.of(new CompletedStep(0, 1, 3, 1, 2, null, "\"booked\"", 8)), Duration.ZERO, Optional.empty(), List.of())));
    }

    @Test
    void beginningIsAClaimOfItsOwnWithFullTimeAndAttemptsOfItsOwn() throws SQLException {
        database.execute("update process set spent_ms = 500, retries = 4, rescues = 2 where pid = ?", PID);
        assertEquals(Result.APPLIED, begin());

        assertEquals("FAILED", column("ends_as"));
        assertEquals("0", column("compensating"));
        assertEquals("3", column("compensation_run"));
        assertEquals("4", column("attempt"));
        assertEquals(List.of("0", "0", "0"), List.of(column("spent_ms"), column("retries"), column("rescues")));
        claimAs("runner-2");
        assertEquals(Optional.of(Compensation.stored(ProcessState.FAILED, 0)), claim.history().compensation());
        assertEquals("\"booked\"", claim.input().toString());
        assertEquals(1, claim.stepIndex());
    }

    @Test
    void endKeepsTheErrorThatCameFirstAndTheOutputOfTheCompensation() throws SQLException {
        begin();
        claimAs("runner-2");
        Advance end = advance(ProcessState.FAILED, OVER).withRun(new EndedRun(3, 0, "step", 4, RunInfo.Status.SUCCESS, 7, 100, null, Optional.empty(), false,
                Optional.of(new Compensated(Optional.of("\"undone\""), 8))));
        assertEquals(Result.APPLIED, write(end));

        assertEquals("FAILED", column("state"));
        assertNull(column("compensating"));
        assertEquals("1", database.text("select count(*) from process where pid = ? and error like '%no money%' and finished_at is not null", PID));
        assertEquals("\"undone\"", database.text("select output_json from process_run where pid = ? and compensation = 1 and status = 'SUCCESS' and output_bytes = 8", PID));
        assertEquals(List.of("1", "ERROR"), List.of(column("failed_runs"), column("last_run_status")), "no success of the process");
        assertEquals(Result.APPLIED, write(end), "a repetition whose answer was lost");
        assertEquals("2", database.text("select count(*) from process_run where pid = ?", PID));
    }

    @Test
    void requestedCompensationRefusesTheCancellationWithoutIt() throws SQLException {
        database.execute("update process set cancel_requested_at = 1, ends_as = 'CANCELLED' where pid = ?", PID);
        Advance cancelled = new Advance(claim, 1, ProcessState.CANCELLED, 1, Optional.of("step"), 1, 0, Optional.empty(), Duration.ZERO, Optional.empty(), List.of());
        assertEquals(Result.COMPENSATION_REQUESTED, write(cancelled));
        assertEquals(Result.APPLIED, write(advance(ProcessState.QUEUED, new Compensation(ProcessState.CANCELLED, Optional.of(0), true, true, false))));
        assertNull(column("cancel_requested_at"));
    }

    @Test
    void cancellationThatWasForTheStepsBeforeDoesNotBreakTheCompensation() throws SQLException {
        begin();
        claimAs("runner-2");
        Advance broken = advance(ProcessState.CANCELLED, Compensation.stored(ProcessState.FAILED, 0).broken());
        assertEquals(Result.CANCEL_NOT_REQUESTED, write(broken));
        database.execute("update process set cancel_requested_at = 1 where pid = ?", PID);
        assertEquals(Result.CANCEL_REQUESTED, write(advance(ProcessState.FAILED, OVER)));
        assertEquals(Result.APPLIED, write(broken));
        assertEquals(List.of("CANCELLED", "CANCELLED", "0"), List.of(column("state"), column("ends_as"), column("compensating")));
    }

    private Result begin() throws SQLException {
        Advance begins = new Advance(claim, 1, ProcessState.QUEUED, 1, Optional.of("step"), 1, 0, Optional.empty(), Duration.ZERO, Optional.of(ERROR), List.of())
                .withCompensation(Optional.of(BEGINS))
                .withRun(new EndedRun(2, 1, "pay", 1, RunInfo.Status.ERROR, 5, 0, null, Optional.of(ERROR), false, Optional.empty()));
        return write(begins);
    }

    private Advance advance(ProcessState state, Compensation compensation) {
        return new Advance(claim, 1, state, 1, Optional.of("step"), 4, 0, Optional.empty(), Duration.ZERO, Optional.empty(), List.of()).withCompensation(Optional.of(compensation));
    }

    private void claimAs(String runner) throws SQLException {
        claim = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim(runner, 1).get(0);
    }

    private String column(String name) throws SQLException {
        return database.text("select " + name + " from process where pid = ?", PID);
    }

    private Result write(RunnerWrite write) throws SQLException {
        return database.inTransaction(connection -> new GroupCommitStatements(connection, Dialect.DERBY, true).write(List.of(write))).get(0);
    }
}
