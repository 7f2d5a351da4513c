package io.processmanager.store;

import io.processmanager.bulk.BulkAction;
import io.processmanager.database.DatabaseClock;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.RetriedProcess;
import io.processmanager.text.StorableText;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers do to a process in any of several states, one by one or in bulk. Each takes a locked row. */
@ApplicationScoped
public class ProcessActions {

    private static final int LONGEST_REASON = 500;
    private static final Map<String, Object> READ_ANEW = Map.of("eclipselink.refresh", true);

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

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

    /** @return whether its unique key belongs to another process, which has not ended */
    boolean isKeyTaken(ProcessEntity process) {
        return process.turn().uniqueKey() != null
                && !entities.createNativeQuery("select pid from process where living_key = ?1").setParameter(1, process.turn().uniqueKey()).getResultList().isEmpty();
    }

    /** @return whether it had ended, has a free key or none, and could be queued again */
    public boolean retry(ProcessEntity process) {
        if (!isPossible(BulkAction.RETRY, process.state()) || isKeyTaken(process)) {
            return false;
        }
        RetriedProcess.whereItStopped(process, clock.millis());
        return true;
    }

    /**
     * Cancels it, or asks its runner for that.
     *
     * @param reason may be null
     * @return whether it had not ended
     */
    public boolean cancel(ProcessEntity process, String reason) {
        if (!isPossible(BulkAction.CANCEL, process.state())) {
            return false;
        }
        String kept = reason == null ? null : StorableText.cut(reason, LONGEST_REASON);
        if (process.state() != ProcessState.RUNNING) {
            process.cancel(kept, clock.millis());
        } else if (process.cancelRequestedAt() == null) {
            process.requestCancel(kept, clock.millis());
        }
        return true;
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
            entities.createQuery("delete from CompletedStepEntity s where s.pid in :pids").setParameter("pids", pids).executeUpdate();
            entities.createQuery("delete from RunEntity r where r.pid in :pids").setParameter("pids", pids).executeUpdate();
            entities.createQuery("delete from LogLineEntity l where l.pid in :pids").setParameter("pids", pids).executeUpdate();
        }
    }
}
