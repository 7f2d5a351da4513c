package io.processmanager.store;

import io.processmanager.JsonMapping;
import io.processmanager.ProcessCounts;
import io.processmanager.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts processes by their states. PostgreSQL has to read as many entries of an index as it counts, so we let it stop at some, and ask its planner for how many
 * it takes the others. Reads only, takes no locks.
 */
@ApplicationScoped
public class ProcessCounting {

    /** How many of one state are counted at most. A search engine has the same limit for the same reason (Elasticsearch, track_total_hits). */
    static final long MOST_COUNTED = 10_000;

    /** The state is compared together with the pid, and both stand in the order, for the reason that is given at {@link IndexedSearch}. */
    private static final String UP_TO_LIMIT = """
            select '%1$s', count(*) from (select 1 from process p where (p.state, p.pid) >= ('%1$s', '%3$s') and (p.state, p.pid) < ('%1$s', '%4$s')
                order by p.state, p.pid limit %2$d) counted
            """;
    private static final String ALL_UP_TO_LIMIT = Arrays.stream(ProcessState.values())
            .map(state -> UP_TO_LIMIT.formatted(state.name(), MOST_COUNTED + 1, PidRange.ALL.from(), PidRange.ALL.below())).collect(Collectors.joining("union all "));
    private static final String ALL = "select p.state, count(p) from ProcessEntity p group by p.state";
    private static final String PLAN = "explain (format json) select 1 from process where state = '%s'";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    NewProcesses newProcesses;

    /** @return how many processes there are in each state */
    public ProcessCounts counts() {
        newProcesses.send();
        if (!database.dialectForQueries().searchesByIndex()) {
            return new ProcessCounts(entities.createQuery(ALL, Object[].class).getResultStream()
                    .collect(Collectors.toMap(row -> (ProcessState) row[0], row -> (Long) row[1])), Set.of());
        }
        Map<ProcessState, Long> numbers = new EnumMap<>(ProcessState.class);
        Set<ProcessState> estimated = EnumSet.noneOf(ProcessState.class);
        for (Object row : (List<?>) entities.createNativeQuery(ALL_UP_TO_LIMIT).getResultList()) {
            ProcessState state = ProcessState.valueOf((String) ((Object[]) row)[0]);
            long number = (Long) ((Object[]) row)[1];
            if (number > MOST_COUNTED) {
                estimated.add(state);
                number = Math.max(number, estimate(state));
            }
            numbers.put(state, number);
        }
        return new ProcessCounts(numbers, estimated);
    }

    private long estimate(ProcessState state) {
        String plans = String.valueOf(entities.createNativeQuery(PLAN.formatted(state.name())).getSingleResult());
        JsonObject plan = JsonMapping.parse(plans).asJsonArray().getJsonObject(0).getJsonObject("Plan");
        return plan.getJsonNumber("Plan Rows").longValue();
    }
}
