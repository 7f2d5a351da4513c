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
import io.processmanager.store.entity.CompletedStepEntity;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.lookup.ProcessLookups;
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

/**
 * Changes by callers, in the active JTA transaction. Inserts are sent when it commits or reads processes, or at once
 * without a transaction; other changes lock the process row until it ends.
 */
@ApplicationScoped
public class ProcessStore {

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    ProcessActions actions;

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
     * @param process what to execute; validated
     */
    public void insert(String pid, ManagedProcess process) {
        newProcesses.add(new ProcessEntity(pid, StoredSpecification.of(process), Pids.millis(pid)));
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
        List<String> names = new ArrayList<>(ProcessLookups.specification(process).steps().keySet());
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
        if (!actions.retry(process)) {
            throw new ProcessStateException(pid, "retry", process.shownState(), "only a failed, timed-out or cancelled process can be retried");
        }
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
