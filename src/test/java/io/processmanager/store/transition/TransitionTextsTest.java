package io.processmanager.store.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.claim.DerbyClaimStatements;
import io.processmanager.store.claim.PostgresClaimStatements;
import io.processmanager.store.start.InsertStatements;
import io.processmanager.store.start.PostgresInsertStatements;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements that the {@link Transitions} become, each in full; where no database is named, they are the same on both. */
class TransitionTextsTest {

    private static void assertText(String sql, String expected) {
        assertEquals(onOneLine(expected), onOneLine(sql));
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Test
    void newProcessesThatWaitInTheQueueAreInsertedOneByOne() {
        assertText(InsertStatements.Form.QUEUED.row().sql(), """
                insert into process (pid, name, specification, data, step_name, step_count, timeout_ms,
                    created_at, due_at, state, fence, revision, step_index, attempt, percent, spent_ms,
                    rescues)
                values (?, ?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), cast(? as bigint),
                    'QUEUED', 0, 0, 0, 1, 0, 0, 0)
                """);
    }

    @Test
    void newProcessesThatAreClaimedAtOnceAreInsertedOneByOne() {
        assertText(InsertStatements.Form.CLAIMED.row().sql(), """
                insert into process (pid, name, specification, data, step_name, step_count, timeout_ms,
                    created_at, due_at, state, fence, revision, step_index, attempt, percent, spent_ms,
                    rescues, runner_id, claimed_at)
                values (?, ?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), cast(? as bigint),
                    'RUNNING', 0 + 1, 0 + 1, 0, 1, 0, 0, 0, ?, now_millis())
                """);
    }

    @Test
    void newProcessesThatWaitInTheQueueAreInsertedTogetherOnPostgres() {
        assertText(PostgresInsertStatements.TOGETHER.get(InsertStatements.Form.QUEUED).sql(), """
                insert into process (pid, name, specification, data, step_name, step_count, timeout_ms,
                    created_at, due_at, state, fence, revision, step_index, attempt, percent, spent_ms,
                    rescues)
                select given.pid, given.name, given.specification, given.data, given.step_name,
                    given.step_count, given.timeout_ms, given.created_at, given.due_at, 'QUEUED', 0, 0,
                    0, 1, 0, 0, 0
                  from unnest(?::varchar[], ?::varchar[], ?::text[], ?::text[], ?::varchar[],
                      ?::int4[], ?::int8[], ?::int8[], ?::int8[]) with ordinality as given (pid, name,
                      specification, data, step_name, step_count, timeout_ms, created_at, due_at,
                      number)
                """);
    }

    @Test
    void newProcessesThatAreClaimedAtOnceAreInsertedTogetherOnPostgres() {
        assertText(PostgresInsertStatements.TOGETHER.get(InsertStatements.Form.CLAIMED).sql(), """
                insert into process (pid, name, specification, data, step_name, step_count, timeout_ms,
                    created_at, due_at, state, fence, revision, step_index, attempt, percent, spent_ms,
                    rescues, runner_id, claimed_at)
                select given.pid, given.name, given.specification, given.data, given.step_name,
                    given.step_count, given.timeout_ms, given.created_at, given.due_at, 'RUNNING', 0 +
                    1, 0 + 1, 0, 1, 0, 0, 0, ?, (values (now_millis()))
                  from unnest(?::varchar[], ?::varchar[], ?::text[], ?::text[], ?::varchar[],
                      ?::int4[], ?::int8[], ?::int8[], ?::int8[]) with ordinality as given (pid, name,
                      specification, data, step_name, step_count, timeout_ms, created_at, due_at,
                      number)
                 where not exists (select 1 from queue limited where limited.name = 'default')
                """);
    }

    /** All others leave these columns to their defaults. */
    @Test
    void processesWithATurnOfTheirOwnSayWhatItIs() {
        assertText(InsertStatements.Form.QUEUED_WITH_TURN.row().sql(), """
                insert into process (pid, name, specification, data, step_name, step_count, timeout_ms,
                    created_at, due_at, state, fence, revision, step_index, attempt, percent, spent_ms,
                    rescues, queue, priority, unique_key, concurrency_key, tags, queued_by, schedule, parent)
                values (?, ?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), cast(? as bigint),
                    'QUEUED', 0, 0, 0, 1, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
    }

    @Test
    void processesAreClaimedOneByOneOnDerby() {
        assertText(DerbyClaimStatements.CLAIM.sql(), """
                update process set
                    state = 'RUNNING',
                    fence = fence + 1,
                    revision = revision + 1,
                    runner_id = ?,
                    claimed_at = now_millis(),
                    step_started_at = null,
                    percent = 0,
                    message = null
                 where pid = ? and state in ('QUEUED', 'WAITING')
                """);
    }

    @Test
    void processesAreClaimedTogetherOnPostgres() {
        assertText(PostgresClaimStatements.CLAIM.sql(), """
                update process p set
                    state = 'RUNNING',
                    fence = fence + 1,
                    revision = revision + 1,
                    runner_id = ?,
                    claimed_at = (values (now_millis())),
                    step_started_at = null,
                    percent = 0,
                    message = null
                 where p.pid = any (array(
                    select found.pid from unnest((select ?::varchar[])) with ordinality as turn (queue, number)
                    cross join lateral (
                        select next.pid from unnest((select ?::varchar[]), (select ?::int4[]), (select ?::int8[])) as lane (queue, priority, due_from)
                        cross join lateral (
                            select q.pid from process q where q.queue = lane.queue and q.priority = lane.priority
                                and (case when q.state in ('QUEUED', 'WAITING') then q.due_at end) >= lane.due_from
                                and (case when q.state in ('QUEUED', 'WAITING') then q.due_at end) <= (values (now_millis()))
                            order by (case when q.state in ('QUEUED', 'WAITING') then q.due_at end), q.pid limit ? for update skip locked) next
                        where lane.queue = turn.queue limit ?) found
                    where exists (select 1 from runner r where r.id = ? and r.finished_at is null)
                        and not exists (select 1 from queue limited where limited.name = turn.queue) limit ?))
                returning
                p.pid, p.fence, p.name, p.specification, p.step_name, p.step_index, p.attempt,
                    p.due_at, p.timeout_ms, p.timeout_ms - p.spent_ms as left_ms, p.rescues,
                    p.other_runs, p.attempt_base, p.retries, p.queue, p.priority, p.ends_as, p.compensating, p.parent, p.children, p.kept,
                case when p.compensating is not null then null when p.step_index = 0 and p.next_input is null then p.data else p.next_input end as own_input,
                case when p.compensating is not null or p.step_index > 0 and p.next_input is null then (select s.output_json from process_step s where s.pid =
                    p.pid and s.step_index = coalesce(p.compensating, p.step_index - 1)) end as previous_output,
                case when p.step_index > 0 then (select sum(s.output_bytes) from process_step s where
                    s.pid = p.pid and s.step_index < p.step_index) end as output_bytes
                """);
    }

    @Test
    void reportIsWritten() {
        assertText(GroupCommitStatements.REPORT.sql(), """
                update process set
                    revision = revision + 1,
                    percent = ?,
                    message = ?,
                    started_at = coalesce(started_at, cast(? as bigint)),
                    claimed_at = case when step_started_at is null then cast(? as bigint) else claimed_at end,
                    step_started_at = cast(? as bigint)
                 where pid = ? and fence = cast(? as bigint) and state = 'RUNNING'
                """);
    }

    @Test
    void checkpointIsWrittenOnDerby() {
        assertText(GroupCommitStatements.CHECKPOINT.sql(), """
                update process set
                    state = ?,
                    revision = revision + 1,
                    step_index = ?,
                    step_name = ?,
                    attempt = ?,
                    percent = ?,
                    message = null,
                    next_input = null, kept = null,
                    rescues = 0,
                    retries = 0,
                    failed_runs = 0,
                    last_run_status = 'SUCCESS',
                    runner_id = case when ? = 1 then runner_id else null end,
                    last_runner_id = runner_id,
                    started_at = coalesce(started_at, cast(? as bigint)),
                    step_started_at = case when ? = 1 then now_millis() else step_started_at end,
                    spent_ms = spent_ms + now_millis() - case when cast(? as bigint) > claimed_at
                        then cast(? as bigint) else claimed_at end,
                    claimed_at = now_millis(),
                    due_at = coalesce(now_millis() + cast(? as bigint), due_at),
                    finished_at = case when ? = 1 then now_millis() else null end,
                    error = ?
                 where pid = ? and fence = cast(? as bigint) and state = 'RUNNING' and step_index = ?
                     and (cancel_requested_at is null or ? = 1) and (ends_as is null or ? = 1)
                """);
    }

    @Test
    void stepOfACheckpointIsInsertedOnDerby() {
        assertText(GroupCommitStatements.STEP.sql(), """
                insert into process_step (pid, step_index, run, attempt, started_at, finished_at, message,
                    output_json, output_bytes, runner_id)
                values (?, ?, ?, ?, cast(? as bigint), cast(? as bigint), ?, ?, ?, (select last_runner_id
                    from process where pid = ?))
                """);
    }

    @Test
    void checkpointIsWrittenWithItsStepOnPostgres() {
        assertText(GroupCommitStatements.CHECKPOINT_WITH_STEP.sql(), """
                with advanced as (
                update process set
                    state = ?,
                    revision = revision + 1,
                    step_index = ?,
                    step_name = ?,
                    attempt = ?,
                    percent = ?,
                    message = null,
                    next_input = null, kept = null,
                    rescues = 0,
                    retries = 0,
                    failed_runs = 0,
                    last_run_status = 'SUCCESS',
                    runner_id = case when ? = 1 then runner_id else null end,
                    last_runner_id = runner_id,
                    started_at = coalesce(started_at, cast(? as bigint)),
                    step_started_at = case when ? = 1 then now_millis() else step_started_at end,
                    spent_ms = spent_ms + now_millis() - case when cast(? as bigint) > claimed_at
                        then cast(? as bigint) else claimed_at end,
                    claimed_at = now_millis(),
                    due_at = coalesce(now_millis() + cast(? as bigint), due_at),
                    finished_at = case when ? = 1 then now_millis() else null end,
                    error = ?
                 where pid = ? and fence = cast(? as bigint) and state = 'RUNNING' and step_index = ?
                     and (cancel_requested_at is null or ? = 1) and (ends_as is null or ? = 1)
                returning pid, last_runner_id)
                insert into process_step (pid, step_index, run, attempt, started_at, finished_at, message,
                    output_json, runner_id)
                select pid, ?, ?, ?, cast(? as bigint), cast(? as bigint), ?, ?, last_runner_id from advanced
                """);
    }

    @Test
    void checkpointsAreWrittenTogetherOnPostgres() {
        assertText(PostgresCheckpoints.CHECKPOINTS.sql(), """
                with advanced as (
                update process p set
                    state = (?::varchar[])[number],
                    revision = revision + 1,
                    step_index = (?::int4[])[number],
                    step_name = (?::varchar[])[number],
                    attempt = (?::int4[])[number],
                    percent = (?::int4[])[number],
                    message = null,
                    next_input = null, kept = null,
                    rescues = 0,
                    retries = 0,
                    failed_runs = 0,
                    last_run_status = 'SUCCESS',
                    runner_id = case when given.stays_claimed then runner_id else null end,
                    last_runner_id = runner_id,
                    started_at = coalesce(started_at, given.began),
                    step_started_at = case when given.stays_claimed then (values (now_millis()))
                        else step_started_at end,
                    spent_ms = spent_ms + (values (now_millis())) - case when given.began >
                        claimed_at then given.began else claimed_at end,
                    claimed_at = (values (now_millis())),
                    due_at = coalesce((values (now_millis())) + (?::int8[])[number], due_at),
                    finished_at = case when (?::bool[])[number] then (values (now_millis())) else null end,
                    error = (?::text[])[number]
                  from unnest(?::varchar[], ?::bool[], ?::int8[]) with ordinality as given (pid,
                      stays_claimed, began, number)
                 where p.pid = any (?::varchar[]) and p.pid = given.pid and fence = (?::int8[])[number]
                     and state || '' = 'RUNNING' and step_index = (?::int4[])[number] and
                     (cancel_requested_at is null or (?::bool[])[number]) and (ends_as is null or (?::bool[])[number])
                returning p.pid, p.last_runner_id, number),
                inserted as (insert into process_step (pid, step_index, run, attempt, started_at,
                    finished_at, message, output_json, runner_id)
                select pid, (?::int4[])[number], (?::int4[])[number], (?::int4[])[number], (?::int8[])[number],
                    (?::int8[])[number], (?::varchar[])[number], (?::text[])[number], last_runner_id from advanced)
                select number from advanced
                """);
    }

    @Test
    void runIsInsertedOnDerby() {
        assertText(GroupCommitStatements.RUN.sql(), """
                insert into process_run (pid, number, step_index, step, attempt, status, started_at,
                    finished_at, percent, message, error, compensation,
                    output_json, output_bytes, runner_id)
                values (?, ?, ?, ?, ?, ?, cast(? as bigint), now_millis(), ?, ?, ?, ?, ?, cast(? as bigint), (select last_runner_id
                    from process where pid = ?))
                """);
    }

    @Test
    void runIsWrittenWithTheEndOfTheClaimOnPostgres() {
        String sql = GroupCommitStatements.END_OF_CLAIM_WITH_RUN.sql();

        assertText(sql, "with advanced as ( " + GroupCommitStatements.END_OF_CLAIM.sql() + """

                returning pid, last_runner_id)
                insert into process_run (pid, number, step_index, step, attempt, status, started_at,
                    finished_at, percent, message, error, compensation,
                    output_json, output_bytes, runner_id)
                select pid, ?, ?, ?, ?, ?, cast(? as bigint), now_millis(), ?, ?, ?, ?, ?, cast(? as bigint), last_runner_id from advanced
                """);
    }

    @Test
    void claimIsEnded() {
        assertText(GroupCommitStatements.END_OF_CLAIM.sql(), """
                update process set
                    state = ?,
                    revision = revision + 1,
                    step_index = ?,
                    step_name = ?,
                    attempt = coalesce((select max(a.attempt) + 1 from (select s.attempt from process_step s
                        where s.pid = ? and s.step_index = cast(? as bigint) union all select r.attempt
                        from process_run r where r.pid = ? and r.step_index = cast(? as bigint)) a), ?),
                    percent = ?,
                    rescues = case when ? = 1 then 0 else rescues + ? end,
                    times_rescued = times_rescued + ?,
                    retries = case when ? = 1 then 0 else retries + ? end,
                    other_runs = other_runs + ?,
                    failed_runs = failed_runs + ?,
                    last_run_status = coalesce(?, last_run_status),
                    ends_as = case when ? = 1 then ? else ends_as end,
                    compensating = cast(? as bigint),
                    compensation_run = case when ? = 1 and compensation_run is null then step_index +
                        other_runs + ? + 1 else compensation_run end,
                    failed_compensations = failed_compensations + ?,
                    cancel_requested_at = case when ? = 1 then null else cancel_requested_at end,
                    runner_id = null,
                    last_runner_id = case when step_started_at is null and cast(? as bigint) is null
                        then last_runner_id else runner_id end,
                    spent_ms = case when ? = 1 then 0 else spent_ms + case when step_started_at is null or cast(? as bigint) <
                        claimed_at then 0 else coalesce(cast(? as bigint), now_millis()) -
                        claimed_at end end,
                    due_at = coalesce(now_millis() + cast(? as bigint), due_at),
                    finished_at = case when ? = 1 then now_millis() else null end,
                    error = case when compensation_run is null then ? else error end
                 where pid = ? and fence = cast(? as bigint) and state = 'RUNNING' and step_index = ?
                     and (cancel_requested_at is null or ? = 1) and (ends_as is null or ? = 1)
                     and (cancel_requested_at is not null or ? = 1)
                """);
    }

    @Test
    void statementWithAValueThatNobodyKnowsIsRefused() {
        List<Parameter<String, ?>> known = List.of(new Parameter<>("known", Parameter.TEXT, text -> text));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new RowStatement<>("update process set name = :unknown", known));
        assertTrue(refused.getMessage().contains(":unknown"), refused.getMessage());
    }

    @Test
    void whatIsNeededMoreThanOnceIsJoinedAndTheRestIsTakenOutOfItsArray() {
        assertEquals(List.of("pid", "stays_claimed", "began"), Transitions.CHECKPOINT.tabled());
    }
}
