package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.queue.QueueInfo;
import io.processmanager.queue.Queuing;
import io.processmanager.store.queue.LaneTexts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What waits and runs in each queue. On PostgreSQL, reads no more than 10,000 entries of each lane. Takes no locks. */
@ApplicationScoped
public class QueueLookups {

    private static final String WAITING_ON_POSTGRES = LaneTexts.LANES + """
            select lane.queue, cast(sum(counted.number) as bigint), min(counted.due), max(counted.now) from lane cross join lateral (
                select count(*) as number, min(w.due) as due, now_millis() as now from (
                    select DUE as due from process q where q.queue = lane.queue and q.priority = lane.priority and DUE is not null order by DUE, q.pid limit 10000) w) counted
            group by lane.queue
            """.replace("DUE", LaneTexts.DUE);
    private static final String WAITING_ON_DERBY = """
            select queue, cast(count(*) as bigint), min(due_at), max(now_millis()) from process where state in ('QUEUED', 'WAITING') group by queue
            """;

    /** What is claimed and has not begun is shown as queued. */
    private static final String CLAIMED = """
            select queue, sum(case when step_started_at is null then 1 else 0 end), sum(case when step_started_at is null then 0 else 1 end)
              from process where state = 'RUNNING' and runner_id is not null group by queue
            """;

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    Database database;

    /**
     * What there is in a queue.
     *
     * @param dueFor how long the first has been due; empty if none is
     */
    public record Content(long queued, long running, Optional<Duration> dueFor) {

        static final Content NONE = new Content(0, 0, Optional.empty());
    }

    /** @return of each queue that holds something, and of the default one */
    public Map<String, Content> contents() {
        Map<String, Content> contents = new TreeMap<>(Map.of(Queuing.DEFAULT_QUEUE, Content.NONE));
        Dialect dialect = database.dialectForQueries();
        for (Object[] row : rows(dialect.searchesByIndex() ? WAITING_ON_POSTGRES : WAITING_ON_DERBY + dialect.withoutWaiting())) {
            long due = number(row[3]) - number(row[2]);
            contents.put(row[0].toString(), new Content(number(row[1]), 0, due < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(due))));
        }
        for (Object[] row : rows(CLAIMED + dialect.withoutWaiting())) {
            Content waiting = contents.getOrDefault(row[0].toString(), Content.NONE);
            contents.put(row[0].toString(), new Content(waiting.queued() + number(row[1]), number(row[2]), waiting.dueFor()));
        }
        return contents;
    }

    private List<Object[]> rows(String sql) {
        List<?> rows = entities.createNativeQuery(sql).getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    public List<QueueInfo> all() {
        Map<String, StoredQueue> stored = stored();
        Map<String, Content> contents = contents();
        stored.keySet().forEach(name -> contents.putIfAbsent(name, Content.NONE));
        return contents.entrySet().stream().map(queue -> info(queue.getKey(), stored, queue.getValue())).toList();
    }

    public QueueInfo find(String queue) {
        return info(queue, stored(), contents().getOrDefault(queue, Content.NONE));
    }

    private static QueueInfo info(String name, Map<String, StoredQueue> stored, Content content) {
        StoredQueue queue = stored.getOrDefault(name, StoredQueue.none(name));
        return new QueueInfo(name, queue.limits(), queue.paused(), content.queued(), content.running(), content.dueFor());
    }

    private Map<String, StoredQueue> stored() {
        try {
            return database.inCurrentTransaction(StoredQueue::all).stream().collect(Collectors.toMap(StoredQueue::name, Function.identity()));
        } catch (SQLException failure) {
            throw new PersistenceException("The queues could not be read: " + failure.getMessage(), failure);
        }
    }
}
