package io.processmanager.store;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ProcessStateException;
import io.processmanager.UniqueKeyTakenException;
import io.processmanager.Violation;
import io.processmanager.bulk.BulkAction;
import io.processmanager.configuration.Nearest;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.SqlFailure;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.RetriedProcess;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.runs.CompensationRuns;
import io.processmanager.store.runs.DroppedCheckpoints;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;

/** Queues ended processes again, each in a locked row. What was compensated must be executed again. */
@ApplicationScoped
public class ProcessRetries {

    private static final String RETRY = "retry";

    /** If the step awaits children: those that have not finished. */
    private static final String RETRY_CHILDREN = "update child_group set retried = 1 where parent = ?1 and active = 1";
    /** The step that has started them is executed again, or an earlier one. */
    private static final String FORGET_CHILDREN = "update child_group set active = 0, waiting = 0 where parent = ?1";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    DroppedCheckpoints checkpoints;

    @Inject
    CompensationRuns compensations;

    @Inject
    DatabaseClock clock;

    /** At the step where it stopped, or at the first one that was compensated. */
    void retry(ProcessEntity process) {
        if (!ProcessActions.isPossible(BulkAction.RETRY, process.state())) {
            throw refused(process, "only a failed, timed-out or cancelled process can be retried");
        }
        requireFreeKey(process);
        restart(process, firstStep(process));
        takeKey(process);
    }

    /** At the step of this name. */
    void retry(ProcessEntity process, String fromStep) {
        if (!process.state().isEnded()) {
            throw refused(process, "only an ended process can be retried");
        }
        List<String> names = StoredSpecification.stepNames(process.specification());
        int index = names.indexOf(fromStep);
        if (index < 0) {
            throw wrongStep("the process has no step '" + fromStep + "'" + Nearest.to(fromStep, names).map(nearest -> "; did you mean '" + nearest + "'?").orElse(""));
        }
        if (index > process.stepIndex()) {
            throw wrongStep("the process has stopped at '" + names.get(process.stepIndex()) + "', before '" + fromStep + "'; give that step or an earlier one");
        }
        compensated(process).filter(first -> first < index).ifPresent(first -> {
            throw wrongStep("step '" + names.get(first) + "' was compensated, so it has to be executed again; give that step or an earlier one");
        });
        requireFreeKey(process);
        restart(process, index, names);
        takeKey(process);
    }

    /** @return whether it had ended, has a free key or none, and was queued again */
    boolean retryIfPossible(ProcessEntity process) {
        if (!ProcessActions.isPossible(BulkAction.RETRY, process.state()) || isKeyTaken(process)) {
            return false;
        }
        int first = firstStep(process);
        if (isDataMissing(process, first)) {
            return false;
        }
        restart(process, first);
        return true;
    }

    private int firstStep(ProcessEntity process) {
        return compensated(process).orElse(process.stepIndex());
    }

    private Optional<Integer> compensated(ProcessEntity process) {
        return process.runs().compensationRun().flatMap(first -> compensations.firstStep(process.pid(), first));
    }

    private void restart(ProcessEntity process, int first) {
        if (process.runs().compensationRun().isEmpty()) {
            RetriedProcess.whereItStopped(process, clock.millis());
            changeChildren(process, RETRY_CHILDREN);
        } else {
            restart(process, first, StoredSpecification.stepNames(process.specification()));
        }
    }

    private void restart(ProcessEntity process, int index, List<String> names) {
        if (isDataMissing(process, index)) {
            throw refused(process, "it began under an earlier version, which did not keep its data; a later step can be retried");
        }
        int lastAttempt = process.runs().compensationRun().isEmpty() ? 0 : compensations.lastAttempt(process.pid());
        changeChildren(process, FORGET_CHILDREN);
        DroppedCheckpoints.Dropped dropped = checkpoints.drop(process.pid(), index, names);
        RetriedProcess.fromStep(process, index, index < names.size() ? names.get(index) : null, dropped.number(), Math.max(lastAttempt, dropped.lastAttempt()), clock.millis());
    }

    private void changeChildren(ProcessEntity process, String sql) {
        if (process.runs().hasChildren()) {
            entities.createNativeQuery(sql).setParameter(1, process.pid()).executeUpdate();
        }
    }

    private static boolean isDataMissing(ProcessEntity process, int index) {
        return index == 0 && process.stepIndex() > 0 && process.data() == null;
    }

    private void requireFreeKey(ProcessEntity process) {
        if (isKeyTaken(process)) {
            throw keyTaken(process);
        }
    }

    /** @return whether its unique key belongs to another process, which has not ended */
    private boolean isKeyTaken(ProcessEntity process) {
        return process.turn().uniqueKey() != null
                && !entities.createNativeQuery("select pid from process where living_key = ?1").setParameter(1, process.turn().uniqueKey()).getResultList().isEmpty();
    }

    /** Another transaction may be about to commit a process with the same key: waits for it, and is refused then. */
    private void takeKey(ProcessEntity process) {
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            if (process.turn().uniqueKey() != null && SqlFailure.in(refused).filter(SqlFailure::isDuplicate).isPresent()) {
                throw keyTaken(process);
            }
            throw refused;
        }
    }

    private static UniqueKeyTakenException keyTaken(ProcessEntity process) {
        return new UniqueKeyTakenException(process.pid(), process.turn().uniqueKey());
    }

    private static ProcessStateException refused(ProcessEntity process, String reason) {
        return new ProcessStateException(process.pid(), RETRY, process.shownState(), reason);
    }

    private static InvalidSpecificationException wrongStep(String message) {
        return new InvalidSpecificationException(List.of(new Violation("from_step", message)));
    }
}
