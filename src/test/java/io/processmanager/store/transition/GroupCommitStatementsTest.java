package io.processmanager.store.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.database.Dialect;
import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the writes of a runner, in its own time, too late, and repeated because an answer was lost. */
class GroupCommitStatementsTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";

    private final InMemoryDatabase database;
    private Claim claim;

    GroupCommitStatementsTest() throws SQLException {
        database = new InMemoryDatabase();
    }

    @BeforeEach
    void claim() throws SQLException {
        database.queue(PID);
        claim = claimAs("runner-1");
    }

    @Test
    void checkpointTakesTheProcessToTheNextStep() throws SQLException {
        assertEquals(Result.APPLIED, write(checkpoint(claim)));
        assertEquals("1", database.text("select step_index from process where pid = ?", PID));
        assertEquals("1", database.text("select count(*) from process_step where pid = ?", PID));
    }

    @Test
    void theNextClaimKnowsHowManyBytesTheOutputsHave() throws SQLException {
        write(checkpoint(claim));
        write(checkpoint(claim, 1));
        database.execute("update process set state = 'QUEUED', runner_id = null where pid = ?", PID);
        assertEquals(4, claimAs("runner-2").outputBytes());
    }

    @Test
    void repeatedCheckpointWhoseAnswerWasLostIsRecognizedAndWrittenOnce() throws SQLException {
        write(checkpoint(claim));
        assertEquals(Result.APPLIED, write(checkpoint(claim)));
        assertEquals("1", database.text("select count(*) from process_step where pid = ?", PID));
        assertEquals(Result.APPLIED, write(checkpoint(claim, 1)), "the process cannot go on after the repetition");
    }

    @Test
    void repeatedEndWhoseAnswerWasLostIsRecognized() throws SQLException {
        Advance end = advance(claim, 0, ProcessState.FAILED, 0, Optional.empty());
        write(end);
        assertEquals(Result.APPLIED, write(end));
    }

    @Test
    void repetitionIsNotAssumedInTheTransactionOfAStep() throws SQLException {
        write(checkpoint(claim));
        assertEquals(Result.STALE, database.inTransaction(connection -> new GroupCommitStatements(connection, Dialect.DERBY, false).write(List.of(checkpoint(claim)))).get(0));
    }

    @Test
    void lateResultIsRefusedAfterAnotherClaim() throws SQLException {
        database.execute("update process set state = 'QUEUED', runner_id = null where pid = ?", PID);
        Claim second = claimAs("runner-2");
        assertEquals(Result.STALE, write(checkpoint(claim)));
        assertEquals(Result.STALE, write(new Report(claim, 1, 50, "late", List.of())));
        assertEquals(Result.APPLIED, write(checkpoint(second)));
    }

    @Test
    void lateResultIsRefusedAfterARescueThatNobodyHasFollowedUpYet() throws SQLException {
        database.execute("update process set state = 'QUEUED', runner_id = null where pid = ?", PID);
        assertEquals(Result.STALE, write(checkpoint(claim)));
    }

    @Test
    void requestedCancellationRefusesAllButTheCancellation() throws SQLException {
        requestCancel();
        assertEquals(Result.CANCEL_REQUESTED, write(checkpoint(claim)));
        assertEquals(Result.APPLIED, write(advance(claim, 0, ProcessState.CANCELLED, 0, Optional.empty())));
    }

    /** The cancellation came after the commit whose answer was lost: the repetition counts, and the next write meets the cancellation. */
    @Test
    void repeatedCheckpointIsRecognizedAlthoughACancellationWasRequestedSince() throws SQLException {
        write(checkpoint(claim));
        requestCancel();
        assertEquals(Result.APPLIED, write(checkpoint(claim)));
        assertEquals(Result.CANCEL_REQUESTED, write(checkpoint(claim, 1)));
    }

    @Test
    void writeOfAProcessThatWasRemovedIsStale() throws SQLException {
        database.execute("delete from process where pid = ?", PID);
        assertEquals(Result.STALE, write(checkpoint(claim)));
    }

    private Claim claimAs(String runner) throws SQLException {
        return new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim(runner, 1).get(0);
    }

    private void requestCancel() throws SQLException {
        database.execute("update process set cancel_requested_at = 1 where pid = ?", PID);
    }

    private Result write(RunnerWrite write) throws SQLException {
        return database.inTransaction(connection -> new GroupCommitStatements(connection, Dialect.DERBY, true).write(List.of(write))).get(0);
    }

    private static Advance checkpoint(Claim claim) {
        return checkpoint(claim, 0);
    }

    private static Advance checkpoint(Claim claim, int step) {
        return advance(claim, step, ProcessState.RUNNING, step + 1, Optional.of(new CompletedStep(step, step + 1, 1, 1, 2, null, "{}", 2)));
    }

    private static Advance advance(Claim claim, int from, ProcessState state, int to, Optional<CompletedStep> completed) {
        return new Advance(claim, from, state, to, Optional.of("step"), 1, 0, completed, Duration.ZERO, Optional.empty(), List.of());
    }
}
