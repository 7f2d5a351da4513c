package io.processmanager.store.runs;

import io.processmanager.view.RunInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** What the runs of a process say about its compensations. */
@ApplicationScoped
public class CompensationRuns {

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    /**
     * @param from the number of the first run of the compensation
     * @return the first step that was compensated, from 0; empty if none was
     */
    public Optional<Integer> firstStep(String pid, int from) {
        return Optional.ofNullable(entities.createQuery("select min(r.stepIndex) from RunEntity r where r.pid = :pid and r.number >= :from and r.compensation = 1 and r.status = :success",
                Integer.class).setParameter("pid", pid).setParameter("from", from).setParameter("success", RunInfo.Status.SUCCESS).getSingleResult());
    }

    /** @return the largest number of an attempt that is no checkpoint, compensations included; 0 if there is none */
    public int lastAttempt(String pid) {
        return entities.createQuery("select coalesce(max(r.attempt), 0) from RunEntity r where r.pid = :pid", Integer.class).setParameter("pid", pid).getSingleResult();
    }
}
