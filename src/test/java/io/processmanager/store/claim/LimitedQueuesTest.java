package io.processmanager.store.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.queue.Lane;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What claims leave in queues that have limits. */
class LimitedQueuesTest {

    private static final Lane LANE = new Lane("q", 4);

    private final InMemoryDatabase database;
    private final Claims claims;
    private final List<Long> nextPeriods = new ArrayList<>();
    private int queued;

    LimitedQueuesTest() throws SQLException {
        database = new InMemoryDatabase();
        claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database));
        claims.onNextPeriod(nextPeriods::add);
    }

    @BeforeEach
    void queueWithoutLimits() throws SQLException {
        queue("free", null);
    }

    private void limit(String values) throws SQLException {
        database.execute("insert into queue (name, max_concurrent, max_concurrent_per_key, rate_count, rate_period_ms, paused, window_started_at, window_count) values ('q', "
                + values + ", 0, 0)");
    }

    @Test
    void noMoreThanTheLimitAreClaimedAtATime() throws SQLException {
        limit("2, null, null, null, 0");
        queue("q", null);
        queue("q", null);
        queue("q", null);

        assertEquals(List.of("free1", "q2", "q3"), claim(10));
        assertEquals(List.of(), claim(10), "and it is not tried again");
        database.execute("update process set state = 'INTERRUPTED', runner_id = null where pid = 'q2'");
        assertEquals(List.of(), claim(10), "until somebody says that a place is free");
        assertTrue(claims.ended(LANE));
        assertFalse(claims.ended(new Lane("free", 4)));

        assertEquals(List.of("q4"), claim(10));
        assertEquals(List.of("1", "2"), places());
    }

    @Test
    void eachKeyHasItsOwnLimit() throws SQLException {
        limit("5, 1, null, null, 0");
        for (int i = 0; i < 100; i++) {
            queue("q", "hot");
        }
        queue("q", "cold");
        queue("q", null);
        queue("q", null);

        assertEquals(List.of("free1", "q2", "q102", "q103", "q104"), claim(10));
    }

    @Test
    void whatWasPassedOverForItsKeyComesBeforeWhatIsDueLater() throws SQLException {
        limit("3, 1, null, null, 0");
        queue("q", "hot");
        queue("q", "hot");
        queue("q", null);
        assertEquals(List.of("free1", "q2", "q4"), claim(10));
        queue("q", "hot");
        database.execute("update process set state = 'FINISHED', runner_id = null where pid = 'q2'");
        claims.ended(LANE);

        assertEquals(List.of("q3"), claim(10));
    }

    @Test
    void aRateAllowsSoManyInAPeriod() throws SQLException {
        limit("null, null, 2, 3600000, 0");
        for (int i = 0; i < 5; i++) {
            queue("q", null);
        }

        assertEquals(List.of("free1", "q2", "q3"), claim(10));
        assertEquals(1, nextPeriods.size());
        claims.timePassed();
        assertEquals(List.of(), claim(10), "the period is not over");
        database.execute("update queue set window_started_at = window_started_at - 3600000");
        claims.timePassed();
        assertEquals(List.of("q4", "q5"), claim(10));
    }

    @Test
    void nothingIsClaimedFromAPausedQueue() throws SQLException {
        limit("null, null, null, null, 1");
        queue("q", null);
        assertEquals(List.of("free1"), claim(10));
        database.execute("delete from queue");
        claims.queuedSomewhere();

        assertEquals(List.of("q2"), claim(10));
    }

    /** Whatever this node knows. */
    @Test
    void limitsHoldAsSoonAsTheyAreSet() throws SQLException {
        queue("q", null);
        assertEquals(List.of("free1", "q2"), claim(10));
        limit("1, null, null, null, 0");
        queue("q", null);
        claims.queued(LANE, 0);
        assertEquals(List.of(), claim(10), "the node has not heard of the limit yet");
        claims.queuedSomewhere();

        assertEquals(List.of("q3"), claim(10), "what was claimed before without a place is given one by whoever sets the limit");
    }

    @Test
    void limitsThatAreGoneAreForgotten() throws SQLException {
        limit("1, null, null, null, 0");
        queue("q", null);
        queue("q", null);
        assertEquals(List.of("free1", "q2"), claim(10));
        database.execute("delete from queue");
        claims.ended(LANE);

        assertEquals(List.of("q3"), claim(10));
    }

    private List<String> claim(int limit) throws SQLException {
        return claims.claim("runner", limit).stream().map(Claim::pid).sorted(Comparator.comparing(pid -> Integer.valueOf(pid.replaceAll("\\D", "")))).toList();
    }

    private List<String> places() throws SQLException {
        return List.of(database.text("select min(place) from process where state = 'RUNNING' and queue = 'q'"),
                database.text("select max(place) from process where state = 'RUNNING' and queue = 'q'"));
    }

    private void queue(String queue, String key) throws SQLException {
        String pid = queue + ++queued;
        database.queue(pid);
        database.execute("update process set queue = ?, concurrency_key = ?, due_at = ? where pid = ?", queue, key, queued, pid);
    }
}
