package io.processmanager.store.limit;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.LaneTexts;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Locks the candidates as they are found, skipping rows locked by callers. */
final class PostgresLimitedStatements implements LimitedStatements {

    private static final RowStatement<Look> CANDIDATES = new RowStatement<>(ArrayStatement.readingTheClockOnce("""
            select next.pid, next.concurrency_key from unnest(:queues, :priorities, :due_from) as lane (queue, priority, due_from)
            cross join lateral (
                select q.pid, q.concurrency_key from process q where q.queue = lane.queue and q.priority = lane.priority and DUE >= lane.due_from and DUE <= now_millis()
                    and (q.concurrency_key is null or q.concurrency_key <> all (:full_keys)) and q.pid <> all (:chosen)
                order by DUE, q.pid limit :limit for update skip locked) next
            limit :limit
            """.replace("DUE", LaneTexts.DUE)), List.of(
            new Parameter<>("queues", Parameter.TEXTS, look -> look.turn().lanes().stream().map(start -> start.lane().queue()).toList()),
            new Parameter<>("priorities", Parameter.INTEGERS, look -> look.turn().lanes().stream().map(start -> start.lane().priority()).toList()),
            new Parameter<>("due_from", Parameter.BIGINTS, look -> look.turn().lanes().stream().map(Start::dueFrom).toList()),
            new Parameter<>("full_keys", Parameter.TEXTS, Look::fullKeys), new Parameter<>("chosen", Parameter.TEXTS, Look::chosen),
            new Parameter<>("limit", Parameter.INTEGER, Look::limit)));

    private static final RowStatement<Choice> CLAIM = new RowStatement<>(ArrayStatement.readingTheClockOnce("update process p set\n    " + Transitions.CLAIM.assignments() + """
            ,
                place = given.place
              from unnest(:pids, :places) as given (pid, place)
             where p.pid = given.pid and p.pid = any (:pids) and p.state || '' in ('QUEUED', 'WAITING')
                and exists (select 1 from runner r where r.id = :runner_id and r.finished_at is null)
            returning
            """ + ClaimedRow.COLUMNS), List.of(
            new Parameter<>("runner_id", Parameter.TEXT, Choice::runnerId), new Parameter<>("pids", Parameter.TEXTS, Choice::pids),
            new Parameter<>("places", Parameter.INTEGERS, Choice::places)));

    private final Connection connection;

    private record Look(Turn turn, int limit, List<String> fullKeys, List<String> chosen) {
    }

    private record Choice(String runnerId, List<String> pids, List<Integer> places) {
    }

    PostgresLimitedStatements(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<Candidate> candidates(Turn turn, int limit, List<String> fullKeys, List<Candidate> chosen) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CANDIDATES.sql())) {
            CANDIDATES.bind(statement, new Look(turn, limit, fullKeys, chosen.stream().map(Candidate::pid).toList()));
            List<Candidate> candidates = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    candidates.add(new Candidate(row.getString(1), row.getString(2)));
                }
            }
            return candidates;
        }
    }

    @Override
    public List<ClaimedRow> claim(String runnerId, List<Candidate> chosen, List<Integer> places) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM.sql())) {
            CLAIM.bind(statement, new Choice(runnerId, chosen.stream().map(Candidate::pid).toList(), places));
            List<ClaimedRow> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(ClaimedRow.read(row));
                }
            }
            return rows;
        }
    }
}
