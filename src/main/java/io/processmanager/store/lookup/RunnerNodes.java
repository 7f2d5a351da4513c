package io.processmanager.store.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The node of each runner. It never changes, so it is read once. */
@ApplicationScoped
public class RunnerNodes {

    /** One runner per start of a deployment, so few. */
    private static final int MOST_KNOWN = 10_000;

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** @return its node; empty if the runner was removed */
    public Optional<String> nodeOf(String runner) {
        learn(List.of(runner));
        return Optional.ofNullable(known.get(runner));
    }

    /** @param runners to be asked for; reads them in one query */
    public void learn(Collection<String> runners) {
        List<String> unknown = runners.stream().filter(runner -> !known.containsKey(runner)).distinct().toList();
        if (unknown.isEmpty()) {
            return;
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        entities.createQuery("select r.id, r.node from RunnerEntity r where r.id in :runners", Object[].class).setParameter("runners", unknown)
                .getResultStream().forEach(row -> known.put((String) row[0], (String) row[1]));
    }
}
