package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.ClaimStatements.Search;
import io.processmanager.store.claim.Lanes.Turn;
import io.processmanager.store.entity.ClaimedRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Claims from the queues in turn. */
final class ClaimInTurn {

    private static final System.Logger LOG = System.getLogger(ClaimInTurn.class.getName());

    /** More are searched by further statements: few have something at a time. */
    private static final int MOST_TURNS = 100;

    private final Database database;
    private final UncommittedChanges uncommitted;
    private final Lanes lanes;

    ClaimInTurn(Database database, UncommittedChanges uncommitted, Lanes lanes) {
        this.database = database;
        this.uncommitted = uncommitted;
        this.lanes = lanes;
    }

    /** By one thread at a time. */
    List<ClaimedRow> claim(String runnerId, int limit) throws SQLException {
        ClaimStatements statements = ClaimStatements.of(database.dialect(), uncommitted);
        findLanes(statements);
        List<Turn> turns = lanes.begin();
        List<ClaimedRow> rows = new ArrayList<>();
        try {
            claimInTurn(statements, runnerId, turns, limit, rows);
        } catch (SQLException | RuntimeException failure) {
            // What was claimed before is durable, and must be executed.
            if (rows.isEmpty()) {
                throw failure;
            }
            LOG.log(System.Logger.Level.WARNING, "Only some of the due processes were claimed, as the database failed: " + failure.getMessage());
        } finally {
            lanes.end(turns, rows);
        }
        return rows;
    }

    private void findLanes(ClaimStatements statements) throws SQLException {
        if (lanes.beginSearch()) {
            try {
                lanes.found(database.autoCommitted(statements::lanes));
            } catch (SQLException | RuntimeException failure) {
                lanes.queuedSomewhere();
                throw failure;
            }
        }
    }

    /** Each queue gets the same share; what one does not use goes to those that have more. */
    private void claimInTurn(ClaimStatements statements, String runnerId, List<Turn> turns, int limit, List<ClaimedRow> rows) throws SQLException {
        List<Turn> left = turns;
        int share = share(limit, lanes.busyAmong(turns));
        while (rows.size() < limit && !left.isEmpty()) {
            List<Turn> full = new ArrayList<>();
            for (int from = 0; from < left.size() && rows.size() < limit; from += MOST_TURNS) {
                List<Turn> some = left.subList(from, Math.min(left.size(), from + MOST_TURNS));
                Search search = new Search(runnerId, some, share, limit - rows.size());
                Database.Work<List<ClaimedRow>> claim = connection -> statements.claim(connection, search);
                List<ClaimedRow> claimed = statements.isOneStatement() ? database.autoCommitted(claim) : database.inTransaction(claim);
                rows.addAll(claimed);
                Map<String, Long> numbers = claimed.stream().collect(Collectors.groupingBy(row -> row.lane().queue(), Collectors.counting()));
                some.stream().filter(turn -> numbers.getOrDefault(turn.queue(), 0L) == search.share()).forEach(full::add);
            }
            left = full;
            share = share(limit - rows.size(), Math.max(1, full.size()));
        }
    }

    private static int share(int limit, int queues) {
        return (limit + queues - 1) / queues;
    }
}
