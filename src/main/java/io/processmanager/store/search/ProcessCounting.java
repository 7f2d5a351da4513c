package io.processmanager.store.search;

import io.processmanager.database.Database;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.limit.QueueLookups;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts processes by state. PostgreSQL reads each entry it counts, so counting stops at a limit; above it, the
 * planner's estimate is used. Reads only, takes no locks.
 */
@ApplicationScoped
public class ProcessCounting {

    /** The limit for one state; Elasticsearch has the same (track_total_hits), for the same reason. */
    public static final long MOST_COUNTED = 10_000;

    /** For the comparison and the order see {@link IndexedSearch}. */
    private static final String UP_TO_LIMIT = """
            select '%1$s', count(*) from (select 1 from process p where (p.state, p.pid) >= ('%1$s', '%3$s') and (p.state, p.pid) < ('%1$s', '%4$s')
                order by p.state, p.pid limit %2$d) counted
            """;
    private static final String ALL_UP_TO_LIMIT = Arrays.stream(ProcessState.values())
            .map(state -> String.format(Locale.ROOT, UP_TO_LIMIT, state.name(), MOST_COUNTED + 1, PidRange.ALL.from(), PidRange.ALL.below())).collect(Collectors.joining("union all "));
    private static final String ALL = "select state, count(*) from process group by state";

    /**
     * Claimed processes that have not begun are shown as queued. The running ones among which they are found are few;
     * one statement counts no process twice.
     */
    private static final String CLAIMED_AHEAD = " union all select 'CLAIMED_AHEAD', count(*) from process where state = 'RUNNING' and step_started_at is null";
    private static final String CLAIMED_AHEAD_UP_TO_LIMIT = String.format(Locale.ROOT, """
             union all select 'CLAIMED_AHEAD', count(*) from (select p.step_started_at from process p where (p.state, p.pid) >= ('RUNNING', '%2$s')
                and (p.state, p.pid) < ('RUNNING', '%3$s') order by p.state, p.pid limit %1$d) r where r.step_started_at is null
            """, MOST_COUNTED + 1, PidRange.ALL.from(), PidRange.ALL.below());
    private static final String PLAN = "explain (format json) select 1 from process where state = '%s'";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    NewProcesses newProcesses;

    @Inject
    QueueLookups queues;

    public ProcessCounts counts() {
        newProcesses.send();
        boolean estimates = database.dialectForQueries().searchesByIndex();
        Map<ProcessState, Long> numbers = new EnumMap<>(ProcessState.class);
        Set<ProcessState> estimated = EnumSet.noneOf(ProcessState.class);
        long claimedAhead = 0;
        for (Object row : (List<?>) entities.createNativeQuery(estimates ? ALL_UP_TO_LIMIT + CLAIMED_AHEAD_UP_TO_LIMIT : ALL + CLAIMED_AHEAD).getResultList()) {
            String counted = ((Object[]) row)[0].toString().strip();
            long number = ((Number) ((Object[]) row)[1]).longValue();
            if (counted.equals("CLAIMED_AHEAD")) {
                claimedAhead = number;
            } else if (estimates && number > MOST_COUNTED) {
                ProcessState state = ProcessState.valueOf(counted);
                estimated.add(state);
                numbers.put(state, Math.max(number, estimate(state)));
            } else {
                numbers.put(ProcessState.valueOf(counted), number);
            }
        }
        numbers.merge(ProcessState.QUEUED, claimedAhead, Long::sum);
        numbers.merge(ProcessState.RUNNING, -claimedAhead, Long::sum);
        Map<String, ProcessCounts.InQueue> byQueue = new TreeMap<>();
        queues.contents().forEach((queue, content) -> byQueue.put(queue, new ProcessCounts.InQueue(content.queued(), content.running())));
        return new ProcessCounts(numbers, byQueue, estimated);
    }

    private long estimate(ProcessState state) {
        String plans = String.valueOf(entities.createNativeQuery(String.format(Locale.ROOT, PLAN, state.name())).getSingleResult());
        JsonObject plan = JsonMapping.parse(plans).asJsonArray().getJsonObject(0).getJsonObject("Plan");
        return plan.getJsonNumber("Plan Rows").longValue();
    }
}
