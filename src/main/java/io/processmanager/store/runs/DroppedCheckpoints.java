package io.processmanager.store.runs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Checkpoints of steps that are to be executed again. They become runs like those that were never checkpoints. */
@ApplicationScoped
public class DroppedCheckpoints {

    private static final String KEEP = """
            insert into process_run (pid, number, step_index, step, attempt, status, started_at, finished_at, percent, message, output_json, output_bytes, runner_id)
            select s.pid, coalesce(s.run, s.step_index + 1), s.step_index, cast(?1 as varchar(100)), s.attempt, 'SUCCESS', s.started_at, s.finished_at, 100, s.message,
                s.output_json, s.output_bytes, s.runner_id
              from process_step s where s.pid = ?2 and s.step_index = ?3
            """;
    private static final String OF_STEPS = " from CompletedStepEntity s where s.pid = :pid and s.stepIndex >= :from";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    /** @param lastAttempt the largest number of an attempt among them; 0 if there are none */
    public record Dropped(int number, int lastAttempt) {
    }

    /**
     * In the active transaction, which has locked the process.
     *
     * @param from the first of them, from 0
     * @param names of all steps
     */
    public Dropped drop(String pid, int from, List<String> names) {
        Object[] found = (Object[]) entities.createQuery("select count(s.stepIndex), coalesce(max(s.attempt), 0)" + OF_STEPS).setParameter("pid", pid).setParameter("from", from).getSingleResult();
        int number = ((Number) found[0]).intValue();
        for (int index = from; index < from + number; index++) {
            entities.createNativeQuery(KEEP).setParameter(1, names.get(index)).setParameter(2, pid).setParameter(3, index).executeUpdate();
        }
        entities.createQuery("delete" + OF_STEPS).setParameter("pid", pid).setParameter("from", from).executeUpdate();
        return new Dropped(number, ((Number) found[1]).intValue());
    }
}
