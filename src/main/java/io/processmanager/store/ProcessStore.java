package io.processmanager.store;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.json.JsonMapping;
import io.processmanager.json.WrittenJson;
import io.processmanager.queue.Started;
import io.processmanager.store.entity.CompletedStepEntity;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Changes by callers, in the active JTA transaction. Inserts are sent when it commits or reads processes, or at once
 * without a transaction; other changes lock the process row until it ends.
 */
@ApplicationScoped
public class ProcessStore {

    private static final String CANCEL = "cancel";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    ProcessActions actions;

    @Inject
    ProcessRetries retries;

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
        return insertUnlessLiving(pids, processes, process -> { }, queuedBy);
    }

    private List<Started> insertUnlessLiving(List<String> pids, List<ManagedProcess> processes, Consumer<ProcessEntity> preparation, Optional<String> queuedBy) {
        Started[] started = new Started[pids.size()];
        // All callers lock keys in the same order, so that they cannot wait for each other in a circle.
        Map<String, List<Integer>> byKey = new TreeMap<>();
        for (int i = 0; i < started.length; i++) {
            Optional<String> key = processes.get(i).queuing().uniqueKey();
            if (key.isPresent()) {
                byKey.computeIfAbsent(key.get(), same -> new ArrayList<>()).add(i);
            } else {
                newProcesses.add(prepared(entity(pids.get(i), processes.get(i), queuedBy), preparation));
                started[i] = new Started(pids.get(i), true);
            }
        }
        byKey.values().forEach(sameKey -> sameKey.forEach(i -> started[i] = newProcesses.addUnlessLiving(prepared(entity(pids.get(i), processes.get(i), queuedBy), preparation))));
        return List.of(started);
    }

    private static ProcessEntity prepared(ProcessEntity process, Consumer<ProcessEntity> preparation) {
        preparation.accept(process);
        return process;
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
     * Queues new processes of another process with the active transaction, each unless a living process has its unique
     * key.
     *
     * @param parent the pid of the process that starts them
     * @param processes what to execute; validated
     * @param queuedBy who has started the parent; empty for an anonymous caller
     * @return the answers, in the same order
     */
    public List<Started> insertChildren(String parent, List<ManagedProcess> processes, Optional<String> queuedBy) {
        List<String> pids = processes.stream().map(process -> Pids.next(clock.millis())).toList();
        return insertUnlessLiving(pids, processes, process -> process.turn().startedByProcess(parent), queuedBy);
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
     * @param compensated whether its completed steps are compensated before
     */
    public void cancel(String pid, String reason, boolean compensated) {
        ProcessEntity process = lock(pid);
        if (compensated && !process.state().isEnded() && process.runs().compensationRun().isPresent()) {
            throw new ProcessStateException(pid, CANCEL, process.shownState(), "its completed steps are being compensated already; cancel it without compensation to stop that");
        }
        if (!actions.cancel(process, reason, compensated)) {
            throw new ProcessStateException(pid, CANCEL, process.shownState(), "only a process that has not ended can be cancelled");
        }
    }

    /**
     * Queues an ended process again at the step where it stopped, or at the first one that was compensated.
     *
     * @param pid the process
     */
    public void retry(String pid) {
        retries.retry(lock(pid));
    }

    /**
     * Queues an ended process again at the step where it stopped, or an earlier one.
     *
     * @param pid the process
     * @param fromStep the name of the step
     */
    public void retry(String pid, String fromStep) {
        retries.retry(lock(pid), fromStep);
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

    private ProcessEntity lock(String pid) {
        newProcesses.send();
        entities.flush();
        return actions.lock(pid).orElseThrow(() -> new ProcessNotFoundException(pid));
    }
}
