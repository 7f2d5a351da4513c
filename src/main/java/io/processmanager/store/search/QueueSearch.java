package io.processmanager.store.search;

import io.processmanager.queue.Queuing;
import io.processmanager.store.entity.ShownState;
import io.processmanager.view.ProcessQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the newest processes of a queue, with a tag, of a schedule, of a parent or with failed runs. On PostgreSQL by the indexes that
 * only those have; as in {@link IndexedSearch}, only one index has the order of each statement.
 */
final class QueueSearch {

    private static final String TAGGED = """
            select t.pid from (select g.tag, g.pid from process_tag g where (g.tag, g.pid) >= (:tag, :from) and (g.tag, g.pid) < (:tag, :below) order by g.tag desc, g.pid desc) t
            cross join lateral (select 1 from process p where p.pid = t.pid%s offset 0) matching order by t.tag desc, t.pid desc limit :limit
            """;
    private static final String STARTED_BY_PROCESS = """
            select t.pid from (select c.parent, c.pid from process_child c where (c.parent, c.pid) >= (:parent, :from) and (c.parent, c.pid) < (:parent, :below)
                order by c.parent desc, c.pid desc) t
            cross join lateral (select 1 from process p where p.pid = t.pid%s offset 0) matching order by t.parent desc, t.pid desc limit :limit
            """;
    private static final String OF_STATE = """
            (select p.pid from process p where (p.state, p.pid) >= ('%1$s', :from) and (p.state, p.pid) < ('%1$s', :below) %2$s%3$s
            order by p.state desc, p.pid desc limit :limit)
            """;
    private static final String OF_QUEUE_AND_STATE = """
            (select p.pid from process p where (p.queue, p.state, p.pid) >= (:queue, '%1$s', :from) and (p.queue, p.state, p.pid) < (:queue, '%1$s', :below)
                and p.queue <> 'default' %2$s%3$s
            order by p.queue desc, p.state desc, p.pid desc limit :limit)
            """;
    private static final String OF_SCHEDULE_AND_STATE = """
            (select p.pid from process p where (p.schedule, p.state, p.pid) >= (:schedule, '%1$s', :from) and (p.schedule, p.state, p.pid) < (:schedule, '%1$s', :below)
                and p.schedule is not null %2$s%3$s
            order by p.schedule desc, p.state desc, p.pid desc limit :limit)
            """;
    private static final String WITH_FAILED_RUNS_AND_OF_STATE = """
            (select p.pid from process p where (p.failed_runs > 0, p.state, p.pid) >= (true, '%1$s', :from) and (p.failed_runs > 0, p.state, p.pid) < (true, '%1$s', :below) %2$s%3$s
            order by p.failed_runs > 0 desc, p.state desc, p.pid desc limit :limit)
            """;
    private static final String IN_RANGE = "select p.pid from process p where p.pid >= :from and p.pid < :below%s order by p.pid desc";

    static final String WITH_FAILED_RUNS = " and p.failed_runs > 0";

    private static final String OF_QUEUE = " and p.queue = :queue";
    private static final String OF_SCHEDULE = " and p.schedule = :schedule";
    private static final String OF_PARENT = " and exists (select 1 from process_child c where c.parent = :parent and c.pid = p.pid)";
    private static final String WITH_TAG = " and exists (select 1 from process_tag g where g.tag = :tag and g.pid = p.pid)";
    private static final String NAMED = " and p.name = :name";
    private static final String BEGINNING = " and (starts_with(fold_case(p.name), fold_case(:text)) or starts_with(p.pid, lower(:text)))";

    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private final EntityManager entities;
    private final ProcessQuery query;
    private final PidRange among;

    /**
     * @param query with a queue, a tag, a schedule or failed runs
     * @param among where to look
     */
    QueueSearch(EntityManager entities, ProcessQuery query, PidRange among) {
        this.entities = entities;
        this.query = query;
        this.among = among;
    }

    /**
     * On PostgreSQL.
     *
     * @return the pids of the newest matches, in that order
     */
    List<String> newest(int limit) {
        if (query.parent().isPresent()) {
            return pids(String.format(Locale.ROOT, STARTED_BY_PROCESS, ofState() + conditions(OF_QUEUE, OF_SCHEDULE, WITH_TAG, WITH_FAILED_RUNS, NAMED, BEGINNING)), among, limit);
        }
        if (query.schedule().isPresent()) {
            return pids(ofStates(OF_SCHEDULE_AND_STATE, conditions(OF_QUEUE, WITH_TAG, WITH_FAILED_RUNS, NAMED, BEGINNING)), among, limit);
        }
        if (query.tag().isPresent() && !isStateRare()) {
            return pids(String.format(Locale.ROOT, TAGGED, ofState() + conditions(OF_QUEUE, WITH_FAILED_RUNS, NAMED, BEGINNING)), among, limit);
        }
        if (query.queue().filter(queue -> !queue.equals(Queuing.DEFAULT_QUEUE)).isPresent()) {
            return pids(ofStates(OF_QUEUE_AND_STATE, conditions(WITH_TAG, WITH_FAILED_RUNS, NAMED, BEGINNING)), among, limit);
        }
        String conditions = conditions(OF_QUEUE, WITH_TAG, WITH_FAILED_RUNS, NAMED, BEGINNING);
        if (query.failedRuns() && query.tag().isEmpty()) {
            return pids(ofStates(WITH_FAILED_RUNS_AND_OF_STATE, conditions), among, limit);
        }
        return pids(query.state().isPresent() ? ofStates(OF_STATE, conditions) : String.format(Locale.ROOT, IN_RANGE, conditions) + " limit :limit", among, limit);
    }

    /**
     * On any database, without a text to search for: reads all processes if few match.
     *
     * @return the pids of the newest matches, in that order
     */
    List<String> scan(int limit) {
        String conditions = ofState() + conditions(OF_QUEUE, OF_SCHEDULE, OF_PARENT, WITH_TAG, WITH_FAILED_RUNS, NAMED);
        return pids(String.format(Locale.ROOT, IN_RANGE, conditions) + " fetch first " + limit + " rows only", among, limit);
    }

    private String ofState() {
        return query.state().map(state -> " and " + ShownState.sql(state)).orElse("");
    }

    /** Whether it takes less to look at each process in this state than to look at those with the tag. */
    private boolean isStateRare() {
        return query.state().isPresent() && pids(ofStates(OF_STATE, ""), PidRange.ALL, IndexedSearch.NEWEST).size() < IndexedSearch.NEWEST;
    }

    private String ofStates(String each, String conditions) {
        return ShownState.stored(query.state()).stream().map(stored -> String.format(Locale.ROOT, each, stored.state().name(), stored.further(), conditions))
                .collect(Collectors.joining(" union all "));
    }

    /** Those of the conditions that the query has. */
    private String conditions(String... possible) {
        Map<String, Boolean> wanted = Map.of(OF_QUEUE, query.queue().isPresent(), OF_SCHEDULE, query.schedule().isPresent(), OF_PARENT, query.parent().isPresent(), WITH_TAG, query.tag().isPresent(),
                WITH_FAILED_RUNS, query.failedRuns(), NAMED, query.name().isPresent(), BEGINNING, query.text().isPresent());
        return List.of(possible).stream().filter(wanted::get).collect(Collectors.joining());
    }

    private List<String> pids(String sql, PidRange range, int limit) {
        Map<String, Object> known = Map.of("from", range.from(), "below", range.below(), "limit", limit, "queue", query.queue().orElse(""), "tag", query.tag().orElse(""),
                "schedule", query.schedule().orElse(""), "parent", query.parent().orElse(""), "name", query.name().orElse(""), "text", query.text().orElse(""));
        List<String> used = new ArrayList<>();
        String numbered = PARAMETER.matcher(sql).replaceAll(place -> {
            if (!used.contains(place.group(1))) {
                used.add(place.group(1));
            }
            return "?" + (used.indexOf(place.group(1)) + 1);
        });
        Query select = entities.createNativeQuery(numbered);
        for (int i = 0; i < used.size(); i++) {
            select.setParameter(i + 1, known.get(used.get(i)));
        }
        List<?> found = select.getResultList();
        return found.stream().map(String.class::cast).sorted(Comparator.reverseOrder()).limit(limit).toList();
    }
}
