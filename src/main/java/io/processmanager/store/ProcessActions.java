package io.processmanager.store;

import io.processmanager.bulk.BulkAction;
import io.processmanager.compensation.CompensationPlan;
import io.processmanager.database.DatabaseClock;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.text.StorableText;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers do to a process in any of several states, one by one or in bulk. Each takes a locked row. */
@ApplicationScoped
public class ProcessActions {

    private static final int LONGEST_REASON = 500;
    private static final Map<String, Object> READ_ANEW = Map.of("eclipselink.refresh", true);

    /** The children themselves stay. */
    private static final List<String> REMOVE_CHILDREN = List.of("delete from process_child where parent = ?1", "delete from child_group where parent = ?1");

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    ProcessRetries retries;

    @Inject
    DatabaseClock clock;

    /**
     * Locks and rereads the row: it may have changed since this transaction first read it.
     *
     * @return empty if there is none
     */
    public Optional<ProcessEntity> lock(String pid) {
        return Optional.ofNullable(entities.find(ProcessEntity.class, pid, LockModeType.PESSIMISTIC_WRITE, READ_ANEW));
    }

    static boolean isPossible(BulkAction action, ProcessState state) {
        return switch (action) {
            case RETRY -> state.isEnded() && state != ProcessState.FINISHED;
            case CANCEL -> !state.isEnded();
            case DELETE -> state.isEnded();
        };
    }

    /** @return whether it had ended, has a free key or none, and could be queued again */
    public boolean retry(ProcessEntity process) {
        return retries.retryIfPossible(process);
    }

    /**
     * Cancels it, or asks its runner for that.
     *
     * @param reason may be null
     * @param compensated whether its completed steps are compensated before, if any of them can be
     * @return whether it had not ended
     */
    public boolean cancel(ProcessEntity process, String reason, boolean compensated) {
        if (!isPossible(BulkAction.CANCEL, process.state())) {
            return false;
        }
        String kept = reason == null ? null : StorableText.cut(reason, LONGEST_REASON);
        boolean isRunning = process.state() == ProcessState.RUNNING;
        if (!isRunning && !(compensated && isCompensable(process))) {
            process.cancel(kept, clock.millis());
        } else if (process.cancelRequestedAt() == null || compensated) {
            process.requestCancel(kept, clock.millis(), compensated);
        }
        return true;
    }

    private static boolean isCompensable(ProcessEntity process) {
        StoredSpecification stored = StoredSpecification.parse(process.name(), Duration.ofMillis(process.timeoutMillis()), process.specification());
        return new CompensationPlan(stored.process()).begin(process.stepIndex(), ProcessState.CANCELLED).isPresent();
    }

    /**
     * Removes them with their records.
     *
     * @param ended processes that have ended
     */
    public void delete(Collection<ProcessEntity> ended) {
        if (!ended.isEmpty()) {
            List<String> pids = ended.stream().map(ProcessEntity::pid).toList();
            ended.forEach(entities::remove);
            ended.stream().filter(process -> process.turn().tags() != null).forEach(process -> entities.createNativeQuery("delete from process_tag where pid = ?1")
                    .setParameter(1, process.pid()).executeUpdate());
            ended.stream().filter(process -> process.runs().hasChildren()).forEach(process -> REMOVE_CHILDREN.forEach(sql -> entities.createNativeQuery(sql)
                    .setParameter(1, process.pid()).executeUpdate()));
            entities.createQuery("delete from CompletedStepEntity s where s.pid in :pids").setParameter("pids", pids).executeUpdate();
            entities.createQuery("delete from RunEntity r where r.pid in :pids").setParameter("pids", pids).executeUpdate();
            entities.createQuery("delete from LogLineEntity l where l.pid in :pids").setParameter("pids", pids).executeUpdate();
        }
    }
}
