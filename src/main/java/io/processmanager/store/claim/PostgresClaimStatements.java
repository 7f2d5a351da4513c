package io.processmanager.store.claim;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Claims in one statement, skipping rows locked by other nodes or by callers. */
public final class PostgresClaimStatements implements ClaimStatements {

    private static final String DUE = "(case when q.state in ('QUEUED', 'WAITING') then q.due_at end)";

    /**
     * A runner declared dead gets nothing, even before it knows. {@code = any (array(…))}, not {@code in (…)}: a plan
     * made for an empty table stays good for a full one. Only the queue's index has the expression for the due time,
     * so no statistics can favour another.
     */
    public static final RowStatement<Search> CLAIM = new RowStatement<>(ArrayStatement.readingTheClockOnce("update process p set\n    " + Transitions.CLAIM.assignments()
            + String.format(Locale.ROOT, """

             where p.pid = any (array(
                select q.pid from process q where %1$s >= :due_from and %1$s <= now_millis()
                    and exists (select 1 from runner r where r.id = :runner_id and r.finished_at is null) order by %1$s, q.pid limit :limit
                for update skip locked))
            returning
            """, DUE) + ClaimedRow.COLUMNS), List.of(new Parameter<>("runner_id", Parameter.TEXT, Search::runnerId), new Parameter<>("due_from", Parameter.BIGINT, Search::dueFrom),
            new Parameter<>("limit", Parameter.INTEGER, Search::limit)));

    record Search(String runnerId, int limit, long dueFrom) {
    }

    private static final String DUE_SOON = ArrayStatement.readingTheClockOnce(String.format(Locale.ROOT,
            "select distinct %1$s from process q where %1$s > now_millis() and %1$s <= now_millis() + ? order by 1 limit ?", DUE));

    @Override
    public String dueSoon() {
        return DUE_SOON;
    }

    @Override
    public boolean isOneStatement() {
        return true;
    }

    @Override
    public List<ClaimedRow> claim(Connection connection, String runnerId, int limit, long dueFrom) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM.sql())) {
            CLAIM.bind(statement, new Search(runnerId, limit, dueFrom));
            List<ClaimedRow> claims = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.add(ClaimedRow.read(rows));
                }
            }
            return claims;
        }
    }
}
