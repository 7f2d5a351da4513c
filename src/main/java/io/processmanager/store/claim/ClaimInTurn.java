package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.ClaimStatements.Search;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.limit.LimitedClaim.Outcome;
import io.processmanager.store.limit.LimitedClaim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Claims from the queues in turn: those without limits together, each of the others in a transaction of its own. */
final class ClaimInTurn {

    private static final System.Logger LOG = System.getLogger(ClaimInTurn.class.getName());

    /** More are searched by further statements: few have something at a time. */
    private static final int MOST_TURNS = 100;

    private final Database database;
    private final UncommittedChanges uncommitted;
    private final RestrictedQueues restricted;
    private final Lanes lanes;
    private volatile Consumer<Long> onNextPeriod = time -> { };
    private final AtomicBoolean mayHaveNewLimits = new AtomicBoolean(true);

    /** @param mayHaveMore the queues that may give more at once */
    private record Claimed(List<ClaimedRow> rows, List<Turn> mayHaveMore) {
    }

    ClaimInTurn(Database database, UncommittedChanges uncommitted, RestrictedQueues restricted, Lanes lanes) {
        this.database = database;
        this.uncommitted = uncommitted;
        this.restricted = restricted;
        this.lanes = lanes;
    }

    /** Somebody has changed something, perhaps the limits of a queue. */
    void limitsMayHaveChanged() {
        mayHaveNewLimits.set(true);
    }

    void onNextPeriod(Consumer<Long> listener) {
        onNextPeriod = listener;
    }

    /** By one thread at a time. */
    List<ClaimedRow> claim(String runnerId, int limit) throws SQLException {
        ClaimStatements statements = ClaimStatements.of(database.dialect(), uncommitted);
        if (!findsAny(statements)) {
            return List.of();
        }
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

    /** @return whether there is anything to claim from, so that a node that has nothing to do asks one question for all queues */
    private boolean findsAny(ClaimStatements statements) throws SQLException {
        if (lanes.beginSearch()) {
            try {
                List<Lane> found = database.autoCommitted(statements::lanes);
                if (!found.isEmpty() | mayHaveNewLimits.getAndSet(false)) {
                    restricted.refresh();
                }
                lanes.found(found);
                return !lanes.areEmpty();
            } catch (SQLException | RuntimeException failure) {
                lanes.queuedSomewhere();
                mayHaveNewLimits.set(true);
                throw failure;
            }
        }
        return true;
    }

    /** Each queue gets the same share; what one does not use goes to those that have more. */
    private void claimInTurn(ClaimStatements statements, String runnerId, List<Turn> turns, int limit, List<ClaimedRow> rows) throws SQLException {
        List<Turn> left = turns;
        int share = share(limit, lanes.busyAmong(turns));
        while (rows.size() < limit && !left.isEmpty()) {
            List<Turn> full = new ArrayList<>();
            for (int from = 0; from < left.size() && rows.size() < limit;) {
                List<Turn> some = together(left, from);
                from += some.size();
                Search search = new Search(runnerId, some, share, limit - rows.size());
                Claimed claimed = restricted.contains(some.get(0).queue()) ? claimWithinLimits(statements, search) : claimWithoutLimits(statements, search);
                rows.addAll(claimed.rows());
                full.addAll(claimed.mayHaveMore());
            }
            left = full;
            share = share(limit - rows.size(), Math.max(1, full.size()));
        }
    }

    /** @return the next queues that are searched together: a queue with limits is by itself */
    private List<Turn> together(List<Turn> turns, int from) {
        int to = from;
        while (to < turns.size() && to - from < MOST_TURNS && !restricted.contains(turns.get(to).queue())) {
            to++;
        }
        return turns.subList(from, Math.max(to, from + 1));
    }

    private Claimed claimWithoutLimits(ClaimStatements statements, Search search) throws SQLException {
        Database.Work<List<ClaimedRow>> claim = connection -> statements.claim(connection, search);
        List<ClaimedRow> rows = statements.isOneStatement() ? database.autoCommitted(claim) : database.inTransaction(claim);
        Map<String, Long> numbers = rows.stream().collect(Collectors.groupingBy(row -> row.lane().queue(), Collectors.counting()));
        return new Claimed(rows, search.turns().stream().filter(turn -> numbers.getOrDefault(turn.queue(), 0L) == search.share()).toList());
    }

    private Claimed claimWithinLimits(ClaimStatements statements, Search search) throws SQLException {
        Turn turn = search.turns().get(0);
        int most = Math.min(search.share(), search.limit());
        Outcome outcome = LimitedClaim.of(database.dialect(), uncommitted).claim(database, search.runnerId(), turn, most);
        if (!outcome.isRestricted()) {
            restricted.refresh();
            return claimWithoutLimits(statements, search);
        }
        if (outcome.passesOver()) {
            lanes.passedOver(turn.queue());
        }
        boolean mayHaveMore = outcome.mayHaveMore() || outcome.rows().size() == most;
        if (!mayHaveMore) {
            lanes.block(turn.queue());
            outcome.nextPeriod().ifPresent(onNextPeriod);
        }
        return new Claimed(outcome.rows(), mayHaveMore ? search.turns() : List.of());
    }

    private static int share(int limit, int queues) {
        return (limit + queues - 1) / queues;
    }
}
