package io.processmanager.store.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Pids;
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
        claims = new Claims(database, new UncommittedChanges());
    }

    @Test
    void whatIsQueuedWhileAClaimIsUnderWayIsClaimedNextEvenIfItIsDueEarlier() throws SQLException {
        queue(LATER, 2_000);
        meanwhile = () -> {
            queue(EARLIER, 1_000);
            claims.queued(1_000);
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
        claims.queued(0);
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
