package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for candidates without waiting for locks, and claims each if it is still queued. */
final class DerbyLimitedClaim implements LimitedClaim {

    private static final String CANDIDATES = """
            select pid, concurrency_key, due_at from process where state = ? and queue = ? and priority = ? and due_at >= ? and due_at <= now_millis()
            order by due_at, pid with ur
            """;
    private static final RowStatement<Choice> CLAIM = new RowStatement<>("update process set\n    " + Transitions.CLAIM.assignments()
            + ",\n    place = :place\n where pid = :pid and state in ('QUEUED', 'WAITING')", List.of(new Parameter<>("runner_id", Parameter.TEXT, Choice::runnerId),
            new Parameter<>("pid", Parameter.TEXT, Choice::pid), new Parameter<>("place", Parameter.INTEGER, Choice::place)));

    private final UncommittedChanges uncommitted;

    /** Each in the order of its part of the index. */
    private static final List<String> CLAIMABLE = List.of("QUEUED", "WAITING");

    /** @param key its concurrency key; may be null */
    private record Candidate(String pid, String key) {
    }

    private record Due(Candidate candidate, long at) {
    }

    private record Choice(String runnerId, String pid, int place) {
    }

    DerbyLimitedClaim(UncommittedChanges uncommitted) {
        this.uncommitted = uncommitted;
    }

    @Override
    public Outcome claim(Database database, String runnerId, Turn turn, int most) throws SQLException {
        return database.inTransaction(connection -> claim(connection, runnerId, turn, most));
    }

    private Outcome claim(Connection connection, String runnerId, Turn turn, int most) throws SQLException {
        Optional<StoredQueue> queue = StoredQueue.lock(connection, Dialect.DERBY, turn.queue());
        if (queue.isEmpty() || queue.get().paused()) {
            return new Outcome(List.of(), queue.isPresent(), false, false, Optional.empty());
        }
        Places places = Places.of(connection, queue.get());
        Optional<Rate> rate = Rate.of(connection, queue.get());
        int wanted = Math.min(Math.min(most, places.free()), rate.map(Rate::left).orElse(Integer.MAX_VALUE));
        List<Candidate> chosen = wanted > 0 ? choose(connection, turn, wanted, places) : List.of();
        List<ClaimedRow> rows = chosen.isEmpty() ? List.of() : claim(connection, runnerId, chosen, places.numbers(chosen.size()));
        Optional<Long> nextPeriod = Optional.empty();
        if (rate.isPresent()) {
            nextPeriod = rate.get().take(connection, rows.size());
        }
        return new Outcome(rows, true, places.limitsKeys(), false, nextPeriod);
    }

    /** Those whose key has no place left are passed over; so that they are not read again and again, the statement leaves them out then. */
    private List<Candidate> choose(Connection connection, Turn turn, int wanted, Places places) throws SQLException {
        List<Candidate> chosen = new ArrayList<>();
        boolean mayHaveMore = true;
        while (chosen.size() < wanted && mayHaveMore) {
            int looked = places.limitsKeys() ? wanted + LOOK_AHEAD : wanted;
            List<String> fullKeys = places.fullKeys();
            List<Candidate> candidates = candidates(connection, turn, looked, candidate -> !uncommitted.contains(candidate.pid()) && !chosen.contains(candidate)
                    && (candidate.key() == null || !fullKeys.contains(candidate.key())));
            int before = chosen.size();
            for (Candidate candidate : candidates) {
                if (chosen.size() < wanted && places.take(candidate.key())) {
                    chosen.add(candidate);
                }
            }
            mayHaveMore = candidates.size() == looked && chosen.size() > before && places.limitsKeys();
        }
        return chosen;
    }

    private static List<Candidate> candidates(Connection connection, Turn turn, int limit, Predicate<Candidate> isFree) throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CANDIDATES)) {
            for (Start start : turn.lanes()) {
                List<Due> due = new ArrayList<>();
                for (String state : CLAIMABLE) {
                    due.addAll(due(statement, state, start, limit, isFree));
                }
                due.stream().sorted(Comparator.comparing(Due::at).thenComparing(one -> one.candidate().pid())).limit(limit - candidates.size())
                        .forEach(one -> candidates.add(one.candidate()));
            }
        }
        return candidates;
    }

    private static List<Due> due(PreparedStatement statement, String state, Start start, int limit, Predicate<Candidate> isFree) throws SQLException {
        statement.setString(1, state);
        statement.setString(2, start.lane().queue());
        statement.setInt(3, start.lane().priority());
        statement.setLong(4, start.dueFrom());
        List<Due> due = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (due.size() < limit && row.next()) {
                Candidate candidate = new Candidate(row.getString(1), row.getString(2));
                if (isFree.test(candidate)) {
                    due.add(new Due(candidate, row.getLong(3)));
                }
            }
        }
        return due;
    }

    private static List<ClaimedRow> claim(Connection connection, String runnerId, List<Candidate> chosen, List<Integer> places) throws SQLException {
        List<ClaimedRow> rows = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM.sql()); PreparedStatement read = connection.prepareStatement(ClaimedRow.OF_PROCESS)) {
            for (int i = 0; i < chosen.size(); i++) {
                CLAIM.bind(claim, new Choice(runnerId, chosen.get(i).pid(), places.get(i)));
                if (claim.executeUpdate() == 1) {
                    read.setString(1, chosen.get(i).pid());
                    try (ResultSet row = read.executeQuery()) {
                        row.next();
                        rows.add(ClaimedRow.read(row));
                    }
                }
            }
        }
        return rows;
    }
}
