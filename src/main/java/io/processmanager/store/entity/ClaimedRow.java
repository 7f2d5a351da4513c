package io.processmanager.store.entity;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.Claim.History;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** What a claim reads of a process; parsed after the transaction. */
public record ClaimedRow(String pid, long fence, String name, String specification, String data, String previousOutput, String stepName, int stepIndex,
        int attempt, long dueAt, long timeoutMillis, long leftMillis, long outputBytes, int rescues, History history) implements HeldClaim {

    /** The columns that {@link #read} needs, from {@code process p}. */
    public static final String COLUMNS = """
            p.pid, p.fence, p.name, p.specification, p.data, p.step_name, p.step_index, p.attempt, p.due_at, p.timeout_ms, p.timeout_ms - p.spent_ms as left_ms, p.rescues,
            p.other_runs, p.attempt_base, p.retries,
            case when p.data is null then (select s.output_json from process_step s where s.pid = p.pid and s.step_index = p.step_index - 1) end as previous_output,
            case when p.step_index > 0 then (select sum(s.output_bytes) from process_step s where s.pid = p.pid and s.step_index < p.step_index) end as output_bytes
            """;

    public static ClaimedRow read(ResultSet row) throws SQLException {
        return new ClaimedRow(row.getString("pid"), row.getLong("fence"), row.getString("name"), row.getString("specification"), row.getString("data"),
                row.getString("previous_output"), row.getString("step_name"), row.getInt("step_index"), row.getInt("attempt"), row.getLong("due_at"), row.getLong("timeout_ms"),
                row.getLong("left_ms"), row.getLong("output_bytes"), row.getInt("rescues"),
                new History(row.getInt("other_runs"), row.getInt("attempt_base"), row.getInt("retries")));
    }

    /**
     * @return the claim
     * @throws RuntimeException if the record is unreadable: changed by hand or written by a later version
     */
    public Claim parse() {
        StoredSpecification stored = StoredSpecification.parse(name, Duration.ofMillis(timeoutMillis), specification);
        return new Claim(pid, fence, stored.process(), stepIndex, attempt, JsonMapping.parse(data != null ? data : previousOutput), data != null, outputBytes,
                Duration.ofMillis(leftMillis), rescues, history);
    }
}
