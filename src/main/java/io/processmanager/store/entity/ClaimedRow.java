package io.processmanager.store.entity;

import io.processmanager.compensation.Compensation;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import io.processmanager.store.entity.Claim.Family;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.queue.Lane;
import io.processmanager.view.ProcessState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a claim reads of a process; parsed after the transaction.
 *
 * @param ownInput the input of the next step, if not the output of the previous one
 * @param kept what the next step has kept; null if nothing
 */
public record ClaimedRow(String pid, long fence, String name, String specification, String ownInput, String previousOutput, String stepName, int stepIndex,
        int attempt, long dueAt, long timeoutMillis, long leftMillis, long outputBytes, int rescues, History history, Lane lane, Family family, String kept) implements HeldClaim {

    /** The columns that {@link #read} needs, from {@code process p}. */
    public static final String COLUMNS = """
            p.pid, p.fence, p.name, p.specification, p.step_name, p.step_index, p.attempt, p.due_at, p.timeout_ms, p.timeout_ms - p.spent_ms as left_ms, p.rescues,
            p.other_runs, p.attempt_base, p.retries, p.queue, p.priority, p.ends_as, p.compensating, p.parent, p.children, p.kept,
            case when p.compensating is not null then null when p.step_index = 0 and p.next_input is null then p.data else p.next_input end as own_input,
            case when p.compensating is not null or p.step_index > 0 and p.next_input is null then (select s.output_json from process_step s where s.pid = p.pid
                and s.step_index = coalesce(p.compensating, p.step_index - 1)) end as previous_output,
            case when p.step_index > 0 then (select sum(s.output_bytes) from process_step s where s.pid = p.pid and s.step_index < p.step_index) end as output_bytes
            """;

    public static final String OF_PROCESS = "select " + COLUMNS + " from process p where p.pid = ?";

    /** @return the claim by a runner that claims a process on insert */
    public static ClaimedRow ofNew(ProcessEntity process) {
        return new ClaimedRow(process.pid, 1, process.name, process.specification, process.data, null, process.stepName, 0, 1, process.dueAt, process.timeoutMillis,
                process.timeoutMillis, 0, 0, History.NONE, process.turn.lane(), new Family(Optional.ofNullable(process.turn.parent()), 0), null);
    }

    public static ClaimedRow read(ResultSet row) throws SQLException {
        return new ClaimedRow(row.getString("pid"), row.getLong("fence"), row.getString("name"), row.getString("specification"), row.getString("own_input"),
                row.getString("previous_output"), row.getString("step_name"), row.getInt("step_index"), row.getInt("attempt"), row.getLong("due_at"), row.getLong("timeout_ms"),
                row.getLong("left_ms"), row.getLong("output_bytes"), row.getInt("rescues"),
                new History(row.getInt("other_runs"), row.getInt("attempt_base"), row.getInt("retries"), compensation(row)), new Lane(row.getString("queue"), row.getInt("priority")),
                new Family(Optional.ofNullable(row.getString("parent")), row.getInt("children")), row.getString("kept"));
    }

    /** @return how far its compensation is, from the columns {@code ends_as} and {@code compensating} */
    public static Optional<Compensation> compensation(ResultSet row) throws SQLException {
        String endsAs = row.getString("ends_as");
        return endsAs == null ? Optional.empty() : Optional.of(Compensation.stored(ProcessState.valueOf(endsAs), row.getObject("compensating", Integer.class)));
    }

    /**
     * @return the claim
     * @throws RuntimeException if the record is unreadable: changed by hand or written by a later version
     */
    public Claim parse() {
        StoredSpecification stored = StoredSpecification.parse(name, Duration.ofMillis(timeoutMillis), Queuing.in(lane.queue()).withPriority(lane.priority()), specification);
        return new Claim(pid, fence, stored.process(), stepIndex, attempt, JsonMapping.parse(ownInput != null ? ownInput : previousOutput), ownInput != null, outputBytes,
                Duration.ofMillis(leftMillis), rescues, history, family, Optional.ofNullable(kept));
    }
}
