package io.processmanager.store.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** On which node each runner runs, or ran. That never changes, so it is read once. */
@ApplicationScoped
public class RunnerNodes {

    /** A runner has an entry for each start of a deployment, of which there are few. */
    private static final int MOST_KNOWN = 10_000;

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    /**
     * @param runner the id of a runner
     * @return its node; empty if the runner has been forgotten since
     */
    Optional<String> nodeOf(String runner) {
        learn(List.of(runner));
        return Optional.ofNullable(known.get(runner));
    }

    /** @param runners those that will be asked for, so that one query is enough */
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
