package io.processmanager.store.claim;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Lane;
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
import java.util.stream.Stream;

/** Claims in one statement, skipping rows locked by other nodes or by callers. */
public final class PostgresClaimStatements implements ClaimStatements {

    /**
     * A runner declared dead gets nothing, even before it knows. {@code = any (array(…))}, not {@code in (…)}: a plan
     * made for an empty table stays good for a full one. Each lane is a range of the index of the claim, so that what
     * is not due yet is never read; the limits stop the search as soon as enough is found. Queues that have limits by
     * now are left out, whatever this node knew.
     */
    public static final RowStatement<Search> CLAIM = new RowStatement<>(ArrayStatement.readingTheClockOnce("update process p set\n    " + Transitions.CLAIM.assignments() + """

             where p.pid = any (array(
                select found.pid from unnest(:turns) with ordinality as turn (queue, number)
                cross join lateral (
                    select next.pid from unnest(:queues, :priorities, :due_from) as lane (queue, priority, due_from)
                    cross join lateral (
                        select q.pid from process q where q.queue = lane.queue and q.priority = lane.priority and DUE >= lane.due_from and DUE <= now_millis()
                        order by DUE, q.pid limit :share for update skip locked) next
                    where lane.queue = turn.queue limit :share) found
                where exists (select 1 from runner r where r.id = :runner_id and r.finished_at is null)
                    and not exists (select 1 from queue limited where limited.name = turn.queue) limit :limit))
            returning
            """.replace("DUE", LaneTexts.DUE) + ClaimedRow.COLUMNS), List.of(new Parameter<>("runner_id", Parameter.TEXT, Search::runnerId),
            new Parameter<>("turns", Parameter.TEXTS, search -> search.turns().stream().map(Turn::queue).toList()),
            new Parameter<>("queues", Parameter.TEXTS, search -> lanes(search).map(start -> start.lane().queue()).toList()),
            new Parameter<>("priorities", Parameter.INTEGERS, search -> lanes(search).map(start -> start.lane().priority()).toList()),
            new Parameter<>("due_from", Parameter.BIGINTS, search -> lanes(search).map(Start::dueFrom).toList()),
            new Parameter<>("share", Parameter.INTEGER, Search::share), new Parameter<>("limit", Parameter.INTEGER, Search::limit)));

    private static Stream<Start> lanes(Search search) {
        return search.turns().stream().flatMap(turn -> turn.lanes().stream());
    }

    private static final String DUE_SOON = ArrayStatement.readingTheClockOnce(LaneTexts.LANES + """
            select distinct soon.due from lane cross join lateral (
                select DUE as due from process q where q.queue = lane.queue and q.priority = lane.priority and DUE > now_millis() and DUE <= now_millis() + ?
                order by DUE, q.pid limit 1000) soon
            order by soon.due limit ?
            """.replace("DUE", LaneTexts.DUE));

    @Override
    public String dueSoon() {
        return DUE_SOON;
    }

    @Override
    public boolean isOneStatement() {
        return true;
    }

    @Override
    public List<ClaimedRow> claim(Connection connection, Search search) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM.sql())) {
            CLAIM.bind(statement, search);
            List<ClaimedRow> claims = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.add(ClaimedRow.read(rows));
                }
            }
            return claims;
        }
    }

    @Override
    public List<Lane> lanes(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LaneTexts.LANES + "select queue, priority from lane"); ResultSet rows = statement.executeQuery()) {
            List<Lane> lanes = new ArrayList<>();
            while (rows.next()) {
                lanes.add(new Lane(rows.getString(1), rows.getInt(2)));
            }
            return lanes;
        }
    }
}
