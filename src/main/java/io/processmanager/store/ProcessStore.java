package io.processmanager.store;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.UniqueKeyTakenException;
import io.processmanager.Violation;
import io.processmanager.bulk.BulkAction;
import io.processmanager.configuration.Nearest;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.SqlFailure;
import io.processmanager.json.JsonMapping;
import io.processmanager.json.WrittenJson;
import io.processmanager.queue.Started;
import io.processmanager.store.entity.CompletedStepEntity;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.RetriedProcess;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.runs.DroppedCheckpoints;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes by callers, in the active JTA transaction. Inserts are sent when it commits or reads processes, or at once
 * without a transaction; other changes lock the process row until it ends.
 */
@ApplicationScoped
public class ProcessStore {

    private static final String RETRY = "retry";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    ProcessActions actions;

    @Inject
    DroppedCheckpoints checkpoints;

    @Inject
    DatabaseClock clock;

    @Inject
    NewProcesses newProcesses;

    @Inject
    Settings settings;

    /**
     * Queues a new process; without a transaction it is durable on return.
     *
     * @param pid its pid, which contains the time of creation
     * @param process what to execute, without a unique key; validated
     * @param queuedBy who starts it; empty for an anonymous caller
     */
    public void insert(String pid, ManagedProcess process, Optional<String> queuedBy) {
        newProcesses.add(entity(pid, process, queuedBy));
    }

    /**
     * Queues new processes with the active transaction, each unless a living process has its unique key.
     *
     * @param pids their pids
     * @param processes what to execute; validated
     * @param queuedBy who starts them; empty for an anonymous caller
     * @return the answers, in the same order
     */
    public List<Started> insertUnlessLiving(List<String> pids, List<ManagedProcess> processes, Optional<String> queuedBy) {
        Started[] started = new Started[pids.size()];
        // All callers lock keys in the same order, so that they cannot wait for each other in a circle.
        Map<String, List<Integer>> byKey = new TreeMap<>();
        for (int i = 0; i < started.length; i++) {
            int number = i;
            processes.get(i).queuing().uniqueKey().ifPresent(key -> byKey.computeIfAbsent(key, same -> new ArrayList<>()).add(number));
            if (processes.get(i).queuing().uniqueKey().isEmpty()) {
                insert(pids.get(i), processes.get(i), queuedBy);
                started[i] = new Started(pids.get(i), true);
            }
        }
        byKey.values().forEach(sameKey -> sameKey.forEach(i -> started[i] = newProcesses.addUnlessLiving(entity(pids.get(i), processes.get(i), queuedBy))));
        return List.of(started);
    }

    private static ProcessEntity entity(String pid, ManagedProcess process, Optional<String> queuedBy) {
        return new ProcessEntity(pid, StoredSpecification.of(process), queuedBy, Pids.millis(pid));
    }

    /**
     * Queues a new process of a schedule with the active transaction, unless a living process has its unique key.
     *
     * @param pid its pid
     * @param process what to execute; validated
     * @param schedule the name of the schedule
     * @return the pid of the new process, or of the living one
     */
    public Started insertForSchedule(String pid, ManagedProcess process, String schedule) {
        ProcessEntity entity = entity(pid, process, Optional.empty());
        entity.turn().startedBy(schedule);
        if (process.queuing().uniqueKey().isPresent()) {
            return newProcesses.addUnlessLiving(entity);
        }
        newProcesses.add(entity);
        return new Started(pid, true);
    }

    /**
     * Merges data into the output of the interrupting step and queues the process.
     *
     * @param pid the process
     * @param data the merge patch
     */
    public void proceed(String pid, JsonObject data) {
        ProcessEntity process = lock(pid);
        if (process.state() != ProcessState.INTERRUPTED) {
            throw new ProcessStateException(pid, "proceed", process.shownState(), "only an interrupted process can proceed");
        }
        CompletedStepEntity.Key key = new CompletedStepEntity.Key();
        key.pid = pid;
        key.stepIndex = process.stepIndex() - 1;
        JsonValue output = JsonMapping.parse(entities.find(CompletedStepEntity.class, key).output());
        List<String> names = StoredSpecification.stepNames(process.specification());
        String next = process.stepIndex() < names.size() ? names.get(process.stepIndex()) : null;
        List<Violation> violations = new ArrayList<>();
        JsonValue checked = checked(data, violations);
        // RFC 7396 would turn any other output into an object even with nothing to merge.
        JsonValue merged = !violations.isEmpty() || checked.asJsonObject().isEmpty() ? output
                : checked(JsonMapping.JSON.createMergePatch(checked).apply(output), violations);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        process.proceed(merged.toString(), next, clock.millis());
    }

    private JsonValue checked(JsonValue data, List<Violation> violations) {
        return WrittenJson.checked("data", data, settings.get(Setting.MAX_OUTPUT), Setting.MAX_OUTPUT.key(), (name, message) -> violations.add(new Violation(name, message)));
    }

    /**
     * Cancels a process, or requests that from its runner.
     *
     * @param pid the process
     * @param reason may be null
     */
    public void cancel(String pid, String reason) {
        ProcessEntity process = lock(pid);
        if (!actions.cancel(process, reason)) {
            throw new ProcessStateException(pid, "cancel", process.shownState(), "only a process that has not ended can be cancelled");
        }
    }

    /**
     * Queues an ended process again at the step where it stopped.
     *
     * @param pid the process
     */
    public void retry(String pid) {
        ProcessEntity process = lock(pid);
        if (!ProcessActions.isPossible(BulkAction.RETRY, process.state())) {
            throw new ProcessStateException(pid, RETRY, process.shownState(), "only a failed, timed-out or cancelled process can be retried");
        }
        if (actions.isKeyTaken(process)) {
            throw new UniqueKeyTakenException(pid, process.turn().uniqueKey());
        }
        RetriedProcess.whereItStopped(process, clock.millis());
        takeKey(process);
    }

    /**
     * Queues an ended process again at the step where it stopped, or an earlier one.
     *
     * @param pid the process
     * @param fromStep the name of the step
     */
    public void retry(String pid, String fromStep) {
        ProcessEntity process = lock(pid);
        if (!process.state().isEnded()) {
            throw new ProcessStateException(pid, RETRY, process.shownState(), "only an ended process can be retried");
        }
        List<String> names = StoredSpecification.stepNames(process.specification());
        int index = names.indexOf(fromStep);
        if (index < 0) {
            throw wrongStep("the process has no step '" + fromStep + "'" + Nearest.to(fromStep, names).map(nearest -> "; did you mean '" + nearest + "'?").orElse(""));
        }
        if (index > process.stepIndex()) {
            throw wrongStep("the process has stopped at '" + names.get(process.stepIndex()) + "', before '" + fromStep + "'; give that step or an earlier one");
        }
        if (actions.isKeyTaken(process)) {
            throw new UniqueKeyTakenException(pid, process.turn().uniqueKey());
        }
        if (index == 0 && process.data() == null) {
            throw new ProcessStateException(pid, RETRY, process.shownState(), "it began under an earlier version, which did not keep its data; a later step can be retried");
        }
        DroppedCheckpoints.Dropped dropped = checkpoints.drop(pid, index, names);
        RetriedProcess.fromStep(process, index, fromStep, dropped.number(), dropped.lastAttempt(), clock.millis());
        takeKey(process);
    }

    private static InvalidSpecificationException wrongStep(String message) {
        return new InvalidSpecificationException(List.of(new Violation("from_step", message)));
    }

    /**
     * Removes an ended process and its records.
     *
     * @param pid the process
     */
    public void delete(String pid) {
        ProcessEntity process = lock(pid);
        if (!process.state().isEnded()) {
            throw new ProcessStateException(pid, "delete", process.shownState(), "only an ended process can be deleted; cancel it first");
        }
        actions.delete(List.of(process));
    }

    /** Another transaction may be about to commit a process with the same key: waits for it, and is refused then. */
    private void takeKey(ProcessEntity process) {
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            if (process.turn().uniqueKey() != null && SqlFailure.in(refused).filter(SqlFailure::isDuplicate).isPresent()) {
                throw new UniqueKeyTakenException(process.pid(), process.turn().uniqueKey());
            }
            throw refused;
        }
    }

    private ProcessEntity lock(String pid) {
        newProcesses.send();
        entities.flush();
        return actions.lock(pid).orElseThrow(() -> new ProcessNotFoundException(pid));
    }
}
