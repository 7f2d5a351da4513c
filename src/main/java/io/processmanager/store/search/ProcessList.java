package io.processmanager.store.search;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import io.processmanager.database.Database;
import io.processmanager.store.entity.ShownState;
import io.processmanager.store.lookup.ProcessSummary;
import io.processmanager.store.lookup.RunnerNodes;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists processes page by page, newest first. Reads only, takes no locks. */
@ApplicationScoped
public class ProcessList {

    private static final String PIDS = "select p.pid from ProcessEntity p where ";
    private static final String SUMMARIES = "select " + ProcessSummary.WITH_BEGINNING_OF_ERROR + " from ProcessEntity p where ";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    NewProcesses newProcesses;

    @Inject
    RunnerNodes nodes;

    public ProcessPage page(ProcessQuery query) {
        newProcesses.send();
        if (query.limit() < 1 || query.limit() > ProcessQuery.MAX_LIMIT) {
            throw new InvalidSpecificationException(List.of(new Violation("limit", "expected 1 to " + ProcessQuery.MAX_LIMIT)));
        }
        boolean findsPids = database.dialectForQueries().searchesByIndex() || query.text().isPresent() || needsQueueSearch(query);
        return findsPids ? page(pids(query, query.limit() + 1), query) : scan(query);
    }

    /** @return the pids of a page, newest first; fewer than the limit if it is the last */
    public List<String> pids(ProcessQuery query) {
        newProcesses.send();
        return pids(query, query.limit());
    }

    private List<String> pids(ProcessQuery query, int limit) {
        PidRange range = PidRange.of(query);
        if (needsQueueSearch(query) && database.dialectForQueries().searchesByIndex()) {
            return new QueueSearch(entities, query, range).newest(limit);
        }
        if (needsQueueSearch(query) && query.text().isEmpty()) {
            return new QueueSearch(entities, query, range).scan(limit);
        }
        if (database.dialectForQueries().searchesByIndex()) {
            return new IndexedSearch(entities).newest(query, range, limit);
        }
        return query.text().isPresent() ? new ScanForText(entities).newest(query, range, limit) : scan(PIDS, String.class, query, limit);
    }

    private static boolean needsQueueSearch(ProcessQuery query) {
        return query.queue().isPresent() || query.tag().isPresent() || query.schedule().isPresent() || query.parent().isPresent() || query.failedRuns();
    }

    /** Omits what has been removed or changed its state: the page is shorter, the next one unaffected. */
    private ProcessPage page(List<String> found, ProcessQuery query) {
        List<String> pids = found.subList(0, Math.min(query.limit(), found.size()));
        if (pids.isEmpty()) {
            return new ProcessPage(List.of(), Optional.empty());
        }
        StringBuilder jpql = new StringBuilder(SUMMARIES).append("p.pid in :pids");
        Map<String, Object> parameters = new HashMap<>(Map.of("pids", pids));
        query.state().ifPresent(state -> jpql.append(" and ").append(ShownState.jpql(state)));
        return new ProcessPage(infos(select(jpql, ProcessSummary.class, parameters).getResultList()),
                found.size() > pids.size() ? Optional.of(pids.get(pids.size() - 1)) : Optional.empty());
    }

    private ProcessPage scan(ProcessQuery query) {
        List<ProcessSummary> found = scan(SUMMARIES, ProcessSummary.class, query, query.limit() + 1);
        List<ProcessSummary> page = found.subList(0, Math.min(query.limit(), found.size()));
        return new ProcessPage(infos(page),
                found.size() > page.size() ? Optional.of(page.get(page.size() - 1).pid()) : Optional.empty());
    }

    private <T> List<T> scan(String select, Class<T> type, ProcessQuery query, int limit) {
        PidRange range = PidRange.of(query);
        StringBuilder jpql = new StringBuilder(select).append("p.pid >= :from and p.pid < :below");
        Map<String, Object> parameters = new HashMap<>(Map.of("from", range.from(), "below", range.below()));
        query.state().ifPresent(state -> jpql.append(" and ").append(ShownState.jpql(state)));
        query.name().ifPresent(name -> {
            jpql.append(" and p.name = :name");
            parameters.put("name", name);
        });
        return select(jpql, type, parameters).setMaxResults(limit).getResultList();
    }

    private List<ProcessInfo> infos(List<ProcessSummary> page) {
        nodes.learn(page.stream().flatMap(process -> process.runner().stream()).toList());
        return page.stream().map(process -> process.toInfo(nodes)).toList();
    }

    private <T> TypedQuery<T> select(StringBuilder jpql, Class<T> type, Map<String, Object> parameters) {
        TypedQuery<T> select = entities.createQuery(jpql.append(" order by p.pid desc").toString(), type);
        parameters.forEach(select::setParameter);
        return select;
    }
}
