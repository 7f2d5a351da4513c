package io.processmanager.store.limit;

import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The claim of a queue that has limits or is paused, in a transaction. It locks the row of the queue first, so that what
 * is claimed there is claimed by one node after the other, and counts what is running after that: what others have
 * claimed is seen.
 */
public final class LimitedClaim {

    /** So many more candidates are looked at where some keys may have no place left. */
    private static final int LOOK_AHEAD = 50;

    private final Connection connection;
    private final Dialect dialect;
    private final LimitedStatements statements;

    /** @param connection in a transaction */
    public LimitedClaim(Connection connection, Dialect dialect, UncommittedChanges uncommitted) {
        this.connection = connection;
        this.dialect = dialect;
        this.statements = LimitedStatements.of(dialect, connection, uncommitted);
    }

    /**
     * @param rows what was claimed
     * @param isRestricted whether the queue still has limits or is paused; if not, nothing was claimed
     * @param nextPeriod when the rate allows more, in milliseconds of the database's clock; empty if it does now
     */
    public record Outcome(List<ClaimedRow> rows, boolean isRestricted, Optional<Long> nextPeriod) {
    }

    public Outcome claim(String runnerId, Turn turn, int most) throws SQLException {
        Optional<StoredQueue> queue = StoredQueue.lock(connection, dialect, turn.queue());
        if (queue.isEmpty() || queue.get().paused()) {
            return new Outcome(List.of(), queue.isPresent(), Optional.empty());
        }
        Places places = Places.of(connection, dialect, queue.get());
        Optional<Rate> rate = Rate.of(connection, queue.get());
        int wanted = Math.min(Math.min(most, places.free()), rate.map(Rate::left).orElse(Integer.MAX_VALUE));
        List<ClaimedRow> rows = wanted > 0 ? claim(runnerId, turn, wanted, places) : List.of();
        Optional<Long> nextPeriod = Optional.empty();
        if (rate.isPresent()) {
            nextPeriod = rate.get().take(connection, rows.size());
        }
        return new Outcome(rows, true, nextPeriod);
    }

    /** Those whose key has no place left are passed over; so that they are not read again and again, the statement leaves them out then. */
    private List<ClaimedRow> claim(String runnerId, Turn turn, int wanted, Places places) throws SQLException {
        List<LimitedStatements.Candidate> chosen = new ArrayList<>();
        boolean mayHaveMore = true;
        while (chosen.size() < wanted && mayHaveMore) {
            int looked = places.limitsKeys() ? wanted + LOOK_AHEAD : wanted;
            List<LimitedStatements.Candidate> candidates = statements.candidates(turn, looked, places.fullKeys(), chosen);
            int before = chosen.size();
            for (LimitedStatements.Candidate candidate : candidates) {
                if (chosen.size() < wanted && places.take(candidate.key())) {
                    chosen.add(candidate);
                }
            }
            mayHaveMore = candidates.size() == looked && chosen.size() > before && places.limitsKeys();
        }
        return chosen.isEmpty() ? List.of() : statements.claim(runnerId, chosen, places.numbers(chosen.size()));
    }
}
