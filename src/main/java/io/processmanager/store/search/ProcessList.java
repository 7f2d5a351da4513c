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
        PidRange range = PidRange.after(query.after());
        boolean byTurn = query.queue().isPresent() || query.tag().isPresent();
        if (byTurn && database.dialectForQueries().searchesByIndex()) {
            return page(new QueueSearch(entities, query, range).newest(query.limit() + 1), query);
        }
        if (byTurn && query.text().isEmpty()) {
            return page(new QueueSearch(entities, query, range).scan(query.limit() + 1), query);
        }
        if (database.dialectForQueries().searchesByIndex()) {
            return page(new IndexedSearch(entities).newest(query, range, query.limit() + 1), query);
        }
        return query.text().isPresent() ? page(new ScanForText(entities).newest(query, range, query.limit() + 1), query) : scan(query, range);
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
        return new ProcessPage(infos(select(jpql, parameters).getResultList()),
                found.size() > pids.size() ? Optional.of(pids.get(pids.size() - 1)) : Optional.empty());
    }

    private ProcessPage scan(ProcessQuery query, PidRange range) {
        StringBuilder jpql = new StringBuilder(SUMMARIES).append("p.pid < :below");
        Map<String, Object> parameters = new HashMap<>(Map.of("below", range.below()));
        query.state().ifPresent(state -> jpql.append(" and ").append(ShownState.jpql(state)));
        query.name().ifPresent(name -> {
            jpql.append(" and p.name = :name");
            parameters.put("name", name);
        });
        List<ProcessSummary> found = select(jpql, parameters).setMaxResults(query.limit() + 1).getResultList();
        List<ProcessSummary> page = found.subList(0, Math.min(query.limit(), found.size()));
        return new ProcessPage(infos(page),
                found.size() > page.size() ? Optional.of(page.get(page.size() - 1).pid()) : Optional.empty());
    }

    private List<ProcessInfo> infos(List<ProcessSummary> page) {
        nodes.learn(page.stream().flatMap(process -> process.runner().stream()).toList());
        return page.stream().map(process -> process.toInfo(nodes)).toList();
    }

    private TypedQuery<ProcessSummary> select(StringBuilder jpql, Map<String, Object> parameters) {
        TypedQuery<ProcessSummary> select = entities.createQuery(jpql.append(" order by p.pid desc").toString(), ProcessSummary.class);
        parameters.forEach(select::setParameter);
        return select;
    }
}
