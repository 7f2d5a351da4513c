package io.processmanager.store.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.queue.Lane;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the next claim begins to search. */
class ClaimsTest {

    private static final String EARLIER = Pids.next(1);
    private static final String LATER = Pids.next(2);
    private static final String LATEST = Pids.next(3);

    private Runnable meanwhile = () -> { };
    private final InMemoryDatabase database;
    private final Claims claims;

    ClaimsTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            public <T> T inTransaction(Work<T> work) throws SQLException {
                T result = super.inTransaction(work);
                meanwhile.run();
                return result;
            }
        };
        claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database));
    }

    @Test
    void whatIsQueuedWhileAClaimIsUnderWayIsClaimedNextEvenIfItIsDueEarlier() throws SQLException {
        queue(LATER, 2_000);
        meanwhile = () -> {
            queue(EARLIER, 1_000);
            claims.queued(Lane.DEFAULT, 1_000);
        };
        assertEquals(List.of(LATER), claim());
        meanwhile = () -> { };
        queue(LATEST, 3_000);

        assertEquals(List.of(EARLIER, LATEST), claim());
    }

    @Test
    void theSearchBeginsWithWhatWasClaimedLast() throws SQLException {
        queue(LATER, 2_000);
        assertEquals(List.of(LATER), claim());
        queue(EARLIER, 1_000);
        queue(LATEST, 3_000);

        assertEquals(List.of(LATEST), claim());
        claims.queuedSomewhere();
        assertEquals(List.of(EARLIER), claim());
    }

    @Test
    void aClaimThatFailsLosesNothing() throws SQLException {
        queue(LATER, 2_000);
        meanwhile = () -> {
            throw new IllegalStateException("the answer is lost");
        };
        assertThrows(IllegalStateException.class, this::claim);
        meanwhile = () -> { };
        database.execute("update process set state = 'QUEUED' where pid = ?", LATER);

        assertEquals(List.of(LATER), claim());
    }

    @Test
    void highestPriorityComesFirstAndWithinOneWhatHasBeenDueForLongest() throws SQLException {
        queue("a", 2_000, "default", 4);
        queue("b", 1_000, "default", 4);
        queue("c", 9_000, "default", 9);
        queue("d", 3_000, "default", 0);
        queue("e", 8_000, "default", 9);

        assertEquals(List.of("e"), claim(1));
        assertEquals(List.of("c", "b"), claim(2));
        assertEquals(List.of("a", "d"), claim(3));
    }

    @Test
    void queuesTakeTurns() throws SQLException {
        for (int i = 0; i < 9; i++) {
            queue("a" + i, i, "a", 4);
        }
        queue("b0", 100, "b", 4);
        queue("b1", 101, "b", 4);
        queue("c0", 200, "c", 0);

        assertEquals(List.of("a0"), claim(1));
        assertEquals(List.of("b0"), claim(1));
        assertEquals(List.of("c0"), claim(1));
        assertEquals(List.of("a1"), claim(1));
        assertEquals(List.of("b1", "a2", "a3"), claim(3), "each has its share, and what one does not use goes to the other");
        assertEquals(5, claim(100).size());
    }

    @Test
    void manyQueuesAreAllServed() throws SQLException {
        for (int i = 0; i < 230; i++) {
            queue("p" + i, i, "q" + i, 4);
        }

        assertEquals(200, claim(200).size());
        assertEquals(30, claim(200).size());
    }

    @Test
    void whatIsNotDueYetIsLeft() throws SQLException {
        queue("later", Long.MAX_VALUE, "default", 9);
        queue("now", 1, "default", 0);

        assertEquals(List.of("now"), claim(10));
    }

    /** Those told of are found without a search for lanes; the others at the next one. */
    @Test
    void laneThatWasToldOfIsSearched() throws SQLException {
        assertEquals(List.of(), claim(10));
        queue("told", 1, "told", 4);
        queue("untold", 1, "untold", 4);
        claims.queued(new Lane("told", 4), 1);
        assertEquals(List.of("told"), claim(10));
        claims.queuedSomewhere();

        assertEquals(List.of("untold"), claim(10));
    }

    private List<String> claim(int limit) throws SQLException {
        return claims.claim("runner", limit).stream().map(Claim::pid).toList();
    }

    private void queue(String pid, long dueAt, String queue, int priority) throws SQLException {
        queue(pid, dueAt);
        database.execute("update process set queue = ?, priority = ? where pid = ?", queue, priority, pid);
    }

    private List<String> claim() throws SQLException {
        return claims.claim("runner", 10).stream().map(Claim::pid).toList();
    }

    private void queue(String pid, long dueAt) {
        try {
            database.queue(pid);
            database.execute("update process set due_at = ? where pid = ?", dueAt, pid);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
