package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.Dialect;
import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.GroupCommitStatements;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a process has begun, and how long it has run: from the beginning of its first step, not from its claim. */
class BegunStepTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";

    private final InMemoryDatabase database;
    private Claim claim;

    BegunStepTest() throws SQLException {
        database = new InMemoryDatabase();
    }

    /** Claimed long ago. */
    @BeforeEach
    void claim() throws SQLException {
        database.queue(PID);
        claimAs("runner-1");
    }

    private void claimAs(String runner) throws SQLException {
        claim = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim(runner, 1).get(0);
        database.execute("update process set claimed_at = claimed_at - 100000 where pid = ?", PID);
    }

    @Test
    void claimDoesNotBegin() throws SQLException {
        assertNull(column("started_at"));
        assertNull(column("step_started_at"));
    }

    @Test
    void firstReportTellsThatItHasBegun() throws SQLException {
        long began = now() - 1_000;
        write(new Report(claim, began, 7, "at it", List.of()));
        assertEquals(String.valueOf(began), column("started_at"));
        assertEquals(String.valueOf(began), column("step_started_at"));
        write(advance(ProcessState.FAILED, 0, Optional.empty()));
        assertSpentAbout(1_000);
        assertEquals("runner-1", column("last_runner_id"));
    }

    @Test
    void endOfAShortStepTellsWhenItBegan() throws SQLException {
        long began = now() - 1_000;
        write(completed(began));
        assertEquals(String.valueOf(began), column("started_at"));
        assertSpentAbout(1_000);
        assertEquals("runner-1", column("last_runner_id"));
    }

    @Test
    void whatIsHandedBackBeforeItHasBegunHasNotRun() throws SQLException {
        write(advance(ProcessState.QUEUED, 0, Optional.empty()));
        assertNull(column("started_at"));
        assertNull(column("last_runner_id"));
        assertEquals("0", column("spent_ms"));
    }

    @Test
    void beginningOfTheFirstClaimIsKept() throws SQLException {
        long began = now() - 5_000;
        write(new Report(claim, began, 0, null, List.of()));
        write(advance(ProcessState.QUEUED, 0, Optional.empty()));
        claimAs("runner-2");
        assertNull(column("step_started_at"), "the next claim has not begun");
        write(completed(now() - 1_000));
        assertEquals(String.valueOf(began), column("started_at"));
        assertEquals("runner-2", column("last_runner_id"));
    }

    private static CompletedStep step(long began) {
        return new CompletedStep(0, 1, 1, began, began + 1, null, "{}", 2);
    }

    private Advance completed(long began) {
        return advance(ProcessState.INTERRUPTED, 1, Optional.of(step(began)));
    }

    private Advance advance(ProcessState state, int to, Optional<CompletedStep> completed) {
        return new Advance(claim, 0, state, to, Optional.of("a"), 1, 0, completed, Duration.ofMillis(-1), Optional.empty(), List.of());
    }

    private void write(RunnerWrite write) throws SQLException {
        assertEquals(RunnerWrite.Result.APPLIED,
                database.inTransaction(connection -> new GroupCommitStatements(connection, Dialect.DERBY, true).write(List.of(write))).get(0));
    }

    private String column(String name) throws SQLException {
        return database.text("select " + name + " from process where pid = ?", PID);
    }

    private void assertSpentAbout(long millis) throws SQLException {
        long spent = Long.parseLong(column("spent_ms"));
        assertTrue(spent >= millis && spent < millis + 60_000, "it has spent " + spent + " ms");
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
