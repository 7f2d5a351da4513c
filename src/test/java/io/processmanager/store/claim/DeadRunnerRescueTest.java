package io.processmanager.store.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.DeadRunnerRescue.Rescue;
import io.processmanager.store.limit.RestrictedQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the processes of a runner that has died; the same as of claims that nobody executes: see {@link OrphanedClaimsTest}. */
class DeadRunnerRescueTest {

    private static final int MOST_RESCUES = 3;
    private static final long DIED = 5_000;

    private final InMemoryDatabase database;

    DeadRunnerRescueTest() throws SQLException {
        database = new InMemoryDatabase();
        database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values ('dead', 'n1', 1, 'RUNNING', 8, 1, ?)", DIED);
        for (String pid : List.of("begun", "cancelled", "claimed", "hopeless")) {
            database.queue(pid);
            new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim("dead", 1);
        }
        database.execute("update process set claimed_at = 1000, step_started_at = 1000, percent = 7 where pid <> 'claimed'");
        database.execute("update process set cancel_requested_at = 1 where pid = 'cancelled'");
        database.execute("update process set rescues = 3, times_rescued = 3 where pid = 'hopeless'");
    }

    private List<Rescue> rescue() throws SQLException {
        return new DeadRunnerRescue(database).rescue(Duration.ofSeconds(30), MOST_RESCUES);
    }

    private String columns(String pid, String names) throws SQLException {
        StringBuilder values = new StringBuilder();
        for (String name : names.split(" ")) {
            values.append(values.isEmpty() ? "" : " ").append(database.text("select " + name + " from process where pid = ?", pid));
        }
        return values.toString();
    }

    @Test
    void eachIsContinuedOrEndedAndTheDeathIsCountedOnce() throws SQLException {
        assertEquals(List.of(new Rescue("dead", "n1", 2, 2)), rescue());
        assertEquals(List.of(), rescue());

        String what = "state rescues times_rescued spent_ms percent runner_id last_runner_id";
        assertEquals("QUEUED 1 1 4000 0 null dead", columns("begun", what));
        assertEquals("QUEUED 1 1 0 0 null dead", columns("claimed", what));
        assertEquals("CANCELLED 0 0 4000 7 null dead", columns("cancelled", what));
        assertEquals("FAILED 3 3 4000 7 null dead", columns("hopeless", what));
    }

    @Test
    void theDeadRunnerHasEndedByTimeout() throws SQLException {
        database.execute("update runner set status = 'PAUSED', not_claiming = 'something' where id = 'dead'");
        rescue();

        assertEquals("TIMEOUT", database.text("select status from runner where id = 'dead'"));
        assertEquals(null, database.text("select not_claiming from runner where id = 'dead'"));
        assertEquals(String.valueOf(DIED), database.text("select seen_at from runner where id = 'dead'"));
        assertTrue(Long.parseLong(database.text("select finished_at from runner where id = 'dead'")) > DIED);
    }

    @Test
    void onlyThoseThatAreContinuedGetALineInTheirLog() throws SQLException {
        rescue();
        assertEquals("2", database.text("select count(*) from process_log"));
        assertEquals("Runner dead on node n1 is dead: it had not been heard of for 30 s. The process continues from its last checkpoint, so this step is executed again"
                + " (rescue 1 of at most 3 without having got any further)", database.text("select line from process_log where pid = 'begun' and step = 'a' and attempt = 1"));
        assertNull(database.text("select line from process_log where pid = 'hopeless'"));
    }
}
