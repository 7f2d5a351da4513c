package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.LaneTexts;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends two statements together: one locks the row of the queue, one claims. The second sees what was committed before
 * the lock was given, as each statement has a snapshot of its own. The transaction is an explicit one, for the driver may
 * end an implicit one between the two: in simple query mode, or where it cannot tell how large an answer will be.
 */
final class PostgresLimitedClaim implements LimitedClaim {

    private static final String LOCK = "select paused from queue where name = :queue for update;\n";

    /**
     * What is held and may be claimed is read first, as arrays and numbers ({@code = any (array(…))}, not a join): a plan
     * made for an empty table stays good for a full one. Always one row, so that the rate is known also if nothing is
     * claimed; none if the queue is paused.
     */
    private static final String CLAIM = """
            with period as materialized (
                select l.*, case when l.is_over then l.now else l.window_started_at end as started_at, case when l.is_over then 0 else l.window_count end as used
                  from (select c.*, c.rate_period_ms is not null and (c.now >= c.window_started_at + c.rate_period_ms or c.now < c.window_started_at) as is_over
                    from (select q.*, now_millis() as now from queue q where q.name = :queue and q.paused = 0) c) l),
            held as materialized (
                select p.place, p.concurrency_key from process p where p.queue = :queue and (case when p.state = 'RUNNING' then p.place end) is not null),
            held_by_key as materialized (select h.concurrency_key, count(*) as number from held h where h.concurrency_key is not null group by h.concurrency_key),
            wanted as materialized (
                select greatest(0, least(:limit, coalesce(period.max_concurrent - (select count(*) from held), :limit), coalesce(period.rate_count - period.used, :limit))) as number
                  from period where exists (select 1 from runner r where r.id = :runner_id and r.finished_at is null)),
            looked as materialized (
                select case when w.number = 0 or period.max_concurrent_per_key is null then w.number else w.number + :look_ahead end as number from wanted w cross join period),
            candidate as materialized (
                select f.pid, f.concurrency_key, row_number() over () as number from (
                    select next.pid, next.concurrency_key from unnest(:queues, :priorities, :due_from) as lane (queue, priority, due_from)
                    cross join lateral (
                        select q.pid, q.concurrency_key from process q where q.queue = lane.queue and q.priority = lane.priority and DUE >= lane.due_from and DUE <= now_millis()
                            and (q.concurrency_key is null or q.concurrency_key <> all (array(
                                select k.concurrency_key from held_by_key k cross join period where k.number >= period.max_concurrent_per_key)))
                        order by DUE, q.pid limit (select number from looked) for update skip locked) next
                    limit (select number from looked)) f),
            ranked as (
                select c.pid, c.concurrency_key, c.number, row_number() over (partition by c.concurrency_key order by c.number) as number_of_key from candidate c),
            chosen as materialized (
                select r.pid, r.number from ranked r cross join period
                 where r.concurrency_key is null or period.max_concurrent_per_key is null
                    or r.number_of_key + coalesce((select k.number from held_by_key k where k.concurrency_key = r.concurrency_key), 0) <= period.max_concurrent_per_key
                order by r.number limit (select number from wanted)),
            free as (
                select n.place from generate_series(1, (select cast(count(*) as integer) + :limit from held)) n (place)
                 where n.place <> all (array(select h.place from held h))),
            claimed as (
                update process p set
                    CLAIM,
                    place = (array(select f.place from free f order by f.place))[array_position(array(select c.pid from chosen c order by c.number), p.pid)]
                 where p.pid = any (array(select c.pid from chosen c))
                returning COLUMNS),
            counted as (
                update queue q set window_started_at = period.started_at, window_count = period.used + (select count(*) from chosen)
                  from period where q.name = period.name and period.rate_count is not null and exists (select 1 from chosen))
            select claimed.*, period.max_concurrent_per_key is not null as passes_over,
                (select count(*) from candidate) = (select number from looked) and (select count(*) from chosen) between 1 and (select number from wanted) - 1 as may_have_more,
                case when period.rate_count <= period.used + (select count(*) from chosen) then period.started_at + period.rate_period_ms end as next_period
              from period left join claimed on true
            """.replace("DUE", LaneTexts.DUE).replace("CLAIM", Transitions.CLAIM.assignments()).replace("COLUMNS", ClaimedRow.COLUMNS);

    private static final RowStatement<Request> LOCK_AND_CLAIM = new RowStatement<>(LOCK + ArrayStatement.readingTheClockOnce(CLAIM), List.of(
            new Parameter<>("queue", Parameter.TEXT, request -> request.turn().queue()),
            new Parameter<>("runner_id", Parameter.TEXT, Request::runnerId),
            new Parameter<>("queues", Parameter.TEXTS, request -> request.turn().lanes().stream().map(start -> start.lane().queue()).toList()),
            new Parameter<>("priorities", Parameter.INTEGERS, request -> request.turn().lanes().stream().map(start -> start.lane().priority()).toList()),
            new Parameter<>("due_from", Parameter.BIGINTS, request -> request.turn().lanes().stream().map(Start::dueFrom).toList()),
            new Parameter<>("limit", Parameter.INTEGER, Request::most),
            new Parameter<>("look_ahead", Parameter.INTEGER, request -> LOOK_AHEAD)));

    private record Request(String runnerId, Turn turn, int most) {
    }

    @Override
    public Outcome claim(Database database, String runnerId, Turn turn, int most) throws SQLException {
        return database.inTransaction(connection -> claim(connection, new Request(runnerId, turn, most)));
    }

    private static Outcome claim(Connection connection, Request request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_AND_CLAIM.sql())) {
            LOCK_AND_CLAIM.bind(statement, request);
            statement.execute();
            boolean isRestricted;
            try (ResultSet queue = statement.getResultSet()) {
                isRestricted = queue.next();
            }
            statement.getMoreResults();
            List<ClaimedRow> rows = new ArrayList<>();
            boolean passesOver = false;
            boolean mayHaveMore = false;
            Optional<Long> nextPeriod = Optional.empty();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    passesOver = row.getBoolean("passes_over");
                    mayHaveMore = row.getBoolean("may_have_more");
                    nextPeriod = Optional.ofNullable(row.getObject("next_period", Long.class));
                    if (row.getString("pid") != null) {
                        rows.add(ClaimedRow.read(row));
                    }
                }
            }
            return new Outcome(rows, isRestricted, passesOver, mayHaveMore, nextPeriod);
        }
    }
}
