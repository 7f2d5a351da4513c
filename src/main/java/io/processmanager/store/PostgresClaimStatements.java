package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One statement claims any number of processes and passes over those that other nodes are claiming or callers are changing. */
final class PostgresClaimStatements implements ClaimStatements {

    /**
     * A runner that others have taken for dead gets nothing, even if it has not learnt of that yet. {@code = any (array(…))}, not {@code in (…)}:
     * the plan that is made while the table is empty stays good when it is full. The time is asked for once, not once for each row.
     */
    private static final String CLAIM = SET.replace("update process set", "update process p set").replace("now_millis()", "(values (now_millis()))") + """
             where p.pid = any (array(
                select q.pid from process q where q.state = 'QUEUED' and q.due_at >= ? and q.due_at <= (values (now_millis()))
                    and exists (select 1 from runner r where r.id = ? and r.finished_at is null) order by q.due_at, q.pid limit ?
                for update skip locked))
            returning
            """ + ClaimedRow.COLUMNS;

    @Override
    public boolean isOneStatement() {
        return true;
    }

    @Override
    public List<ClaimedRow> claim(Connection connection, String runnerId, int limit, long dueFrom) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, runnerId);
            statement.setLong(2, dueFrom);
            statement.setString(3, runnerId);
            statement.setInt(4, limit);
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
