package io.processmanager.store.claim;

import io.processmanager.store.claim.ClaimStatements.Search;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.queue.Turn.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Claims with the statements of a database, for tests elsewhere. */
public final class ClaimInsight {

    private ClaimInsight() {
    }

    /** @return how many were claimed of these lanes, each searched from its beginning */
    public static int claimOnPostgres(Connection connection, String runner, List<Lane> lanes, int limit) throws SQLException {
        List<Turn> turns = lanes.stream().sorted().collect(Collectors.groupingBy(Lane::queue)).entrySet().stream()
                .map(queue -> new Turn(queue.getKey(), queue.getValue().stream().map(lane -> new Start(lane, 0)).toList())).toList();
        return new PostgresClaimStatements().claim(connection, new Search(runner, turns, limit, limit)).size();
    }

    public static List<Lane> lanesOnPostgres(Connection connection) throws SQLException {
        return new PostgresClaimStatements().lanes(connection);
    }
}
