package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.store.OrphanedClaims.Held;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims that nobody executes find their way back to the queue. */
class OrphanedClaimsTest {

    private final InMemoryDatabase database;
    private final OrphanedClaims orphans;
    private final Claims claims;

    OrphanedClaimsTest() throws SQLException {
        database = new InMemoryDatabase();
        orphans = new OrphanedClaims(database);
        claims = new Claims(database, new UncommittedChanges());
        for (String runner : Set.of("alive", "ended")) {
            database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values (?, 'node', 1, 'ACTIVE', 8, 1, 1)", runner);
        }
        database.execute("update runner set finished_at = 2, status = 'LOST' where id = 'ended'");
    }

    @Test
    void claimsOfARunnerAreListedAndReleasedOnce() throws SQLException {
        claim("p1", "alive");
        Set<Held> held = orphans.suspects("alive");
        assertEquals(Set.of(new Held("p1", 1)), held);
        assertEquals(1, orphans.release("alive", held));
        assertEquals("QUEUED", state("p1"));
        assertEquals(0, orphans.release("alive", held));
    }

    @Test
    void claimThatWasReplacedByANewerOneIsLeftAlone() throws SQLException {
        claim("p1", "alive");
        orphans.release("alive", Set.of(new Held("p1", 1)));
        claims.claim("alive", 1);
        assertEquals(0, orphans.release("alive", Set.of(new Held("p1", 1))));
        assertEquals("RUNNING", state("p1"));
    }

    @Test
    void claimsOfEndedAndOfForgottenRunnersAreSuspectAndThoseOfOtherLivingOnesAreNot() throws SQLException {
        claim("p1", "alive");
        claim("p2", "ended");
        claim("p3", "forgotten");
        assertEquals(2, orphans.release("another", orphans.suspects("another")));
        assertEquals("RUNNING", state("p1"));
        assertEquals("QUEUED", state("p2"));
        assertEquals("QUEUED", state("p3"));
    }

    @Test
    void onlyARunnerThatHasEndedMayHaveEndedInTheMiddleOfAStep() throws SQLException {
        claim("p1", "alive");
        claim("p2", "ended");
        orphans.release("alive", orphans.suspects("alive"));
        assertEquals("0", database.text("select rescues from process where pid = ?", "p1"));
        assertEquals("1", database.text("select rescues from process where pid = ?", "p2"));
    }

    private void claim(String pid, String runner) throws SQLException {
        database.queue(pid);
        claims.claim(runner, 1);
    }

    private String state(String pid) throws SQLException {
        return database.text("select state from process where pid = ?", pid);
    }
}
