package io.processmanager.store;

import io.processmanager.JsonMapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Makes a {@link Claim} of a row of the database. */
final class ClaimedRow {

    private ClaimedRow() {
    }

    static Claim read(ResultSet row) throws SQLException {
        String data = row.getString("data");
        Duration timeout = Duration.ofMillis(row.getLong("timeout_ms"));
        StoredSpecification specification = StoredSpecification.parse(row.getString("name"), timeout, row.getString("specification"));
        return new Claim(row.getString("pid"), row.getLong("fence"), specification.process(), row.getInt("step_index"), row.getInt("attempt"),
                JsonMapping.parse(data != null ? data : row.getString("previous_output")), data != null, Duration.ofMillis(row.getLong("left_ms")));
    }
}
