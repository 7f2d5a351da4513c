package io.processmanager.store.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.OrphanedClaims.Held;
import io.processmanager.store.limit.RestrictedQueues;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims that nobody executes find their way back to the queue. */
class OrphanedClaimsTest {

    private static final int MOST_RESCUES = 3;

    private final InMemoryDatabase database;
    private final OrphanedClaims orphans;
    private final Claims claims;

    OrphanedClaimsTest() throws SQLException {
        database = new InMemoryDatabase();
        orphans = new OrphanedClaims(database);
        claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database));
        for (String runner : Set.of("alive", "ended")) {
            database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values (?, 'node', 1, 'RUNNING', 8, 1, 1)", runner);
        }
        database.execute("update runner set finished_at = 2, status = 'TIMEOUT' where id = 'ended'");
    }

    @Test
    void claimsOfARunnerAreListedAndReleasedOnce() throws SQLException {
        claim("p1", "alive");
        Set<Held> held = orphans.suspects("alive");
        assertEquals(Set.of(new Held("p1", 1)), held);
        assertEquals(1, handBack("alive", held));
        assertEquals("QUEUED", state("p1"));
        assertEquals(0, handBack("alive", held));
    }

    @Test
    void claimThatWasReplacedByANewerOneIsLeftAlone() throws SQLException {
        claim("p1", "alive");
        handBack("alive", Set.of(new Held("p1", 1)));
        claims.claim("alive", 1);
        assertEquals(0, handBack("alive", Set.of(new Held("p1", 1))));
        assertEquals("RUNNING", state("p1"));
    }

    @Test
    void claimsOfEndedAndOfForgottenRunnersAreSuspectAndThoseOfOtherLivingOnesAreNot() throws SQLException {
        claim("p1", "alive");
        claim("p2", "ended");
        claim("p3", "forgotten");
        assertEquals(2, handBack("another", orphans.suspects("another")));
        assertEquals("RUNNING", state("p1"));
        assertEquals("QUEUED", state("p2"));
        assertEquals("QUEUED", state("p3"));
    }

    @Test
    void onlyARunnerThatHasEndedMayHaveEndedInTheMiddleOfAStep() throws SQLException {
        claim("p1", "alive");
        claim("p2", "ended");
        handBack("alive", orphans.suspects("alive"));
        assertEquals("0", database.text("select rescues from process where pid = ?", "p1"));
        assertEquals("1", database.text("select rescues from process where pid = ?", "p2"));
    }

    @Test
    void ofItsOwnOnesARunnerCountsTheStepsThatHaveBegun() throws SQLException {
        claim("p1", "alive");
        begin("p1", 10);
        handBack("alive", orphans.suspects("alive"));
        assertEquals("1 1", column("p1", "rescues") + " " + column("p1", "times_rescued"));
        assertEquals("1", database.text("select count(*) from process_log where pid = 'p1' and step = 'a' and attempt = 1 and stream = 'log'"));
    }

    @Test
    void processThatIsToBeCancelledIsCancelledInsteadOfExecutedAgain() throws SQLException {
        claim("p1", "alive");
        claim("p2", "ended");
        database.execute("update process set cancel_requested_at = 1");
        assertEquals(2, handBack("alive", orphans.suspects("alive")));
        for (String pid : Set.of("p1", "p2")) {
            assertEquals("CANCELLED", state(pid));
            assertEquals("0", column(pid, "rescues"));
            assertNotNull(column(pid, "finished_at"));
        }
    }

    @Test
    void processThatHasLostItsRunnerTooOftenFails() throws SQLException {
        claim("p1", "ended");
        claim("p2", "alive");
        database.execute("update process set rescues = " + MOST_RESCUES);
        assertEquals(2, handBack("alive", orphans.suspects("alive")));
        assertEquals("FAILED", state("p1"));
        String error = column("p1", "error");
        assertTrue(error.contains("Runner ended held the claim of this process and did not execute it any more. It has been broken off 4 times"), error);
        assertEquals("QUEUED", state("p2"), "it had not begun");
    }

    @Test
    void theTimeOfAnEndedRunnerCountsUntilItWasHeardOfLast() throws SQLException {
        for (String runner : Set.of("ended", "forgotten", "alive")) {
            claim(runner, runner);
            begin(runner, 1_000);
        }
        database.execute("update runner set seen_at = 5000 where id = 'ended'");
        assertEquals(3, handBack("alive", orphans.suspects("alive")));
        assertEquals("4000", column("ended", "spent_ms"));
        assertEquals("0", column("forgotten", "spent_ms"), "nobody knows until when it was executed");
        assertTrue(Long.parseLong(column("alive", "spent_ms")) > 1_000_000);
        for (String runner : Set.of("ended", "forgotten", "alive")) {
            assertEquals(runner, column(runner, "last_runner_id"));
            assertEquals("0", column(runner, "percent"));
        }
    }

    /** A report tells that its step has begun. */
    private void begin(String pid, long at) throws SQLException {
        database.execute("update process set claimed_at = ?, started_at = ?, step_started_at = ?, percent = 7 where pid = ?", at, at, at, pid);
    }

    private int handBack(String runner, Set<Held> held) throws SQLException {
        return orphans.handBack(runner, held, MOST_RESCUES);
    }

    private String column(String pid, String name) throws SQLException {
        return database.text("select " + name + " from process where pid = ?", pid);
    }

    private void claim(String pid, String runner) throws SQLException {
        database.queue(pid);
        claims.claim(runner, 1);
    }

    private String state(String pid) throws SQLException {
        return column(pid, "state");
    }
}
