package io.processmanager.store.queue;

/** How statements of PostgreSQL find lanes: only the index of the claim has the expression for the due time. */
public final class LaneTexts {

    /** When a process {@code q} is due; null unless it waits for its turn. */
    public static final String DUE = "(case when q.state in ('QUEUED', 'WAITING') then q.due_at end)";

    /** The lanes in which something waits, as a table {@code lane}: jumps from each to the next in the index. */
    public static final String LANES = """
            with recursive lane (queue, priority) as (
                (select q.queue, q.priority from process q where %1$s is not null order by q.queue, q.priority, %1$s, q.pid limit 1)
                union all
                select n.queue, n.priority from lane l cross join lateral (
                    select q.queue, q.priority from process q where (q.queue, q.priority) > (l.queue, l.priority) and %1$s is not null
                    order by q.queue, q.priority, %1$s, q.pid limit 1) n)
            """.replace("%1$s", DUE);

    private LaneTexts() {
    }
}
